"use strict";
// Charts by Chart.js; every chart stands beside a table with the same numbers.
const gongkaiCharts = (() => {
  const made = new Map();
  const COLOURS = ["#1f4e79", "#b3541e", "#3c7d4b", "#7a4b94", "#8a6d00", "#0f7c86", "#9c2f4f", "#59636e"];
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.color = "#1c2126";
  Chart.defaults.animation = false;

  function bars(id, { labels, series, horizontal = false, stacked = false }) {
    made.get(id)?.destroy();
    made.set(id, new Chart(document.getElementById(id), {
      type: "bar",
      data: { labels, datasets: series.map(({ label, data }, n) => ({
        label, data, backgroundColor: COLOURS[n % COLOURS.length], maxBarThickness: 36 })) },
      options: {
        indexAxis: horizontal ? "y" : "x", maintainAspectRatio: false, responsive: true,
        plugins: { legend: { display: series.length > 1, position: "bottom" },
          title: { display: series.length === 1, text: series[0]?.label, align: "start", font: { size: 14 } } },
        scales: { x: { stacked, grid: { display: horizontal } },
          y: { stacked, beginAtZero: true, grid: { display: !horizontal }, ticks: { autoSkip: !horizontal, precision: 0 } } },
      },
    }));
  }

  for (const [event, size] of [["beforeprint", [680, 280]], ["afterprint", []]]) {
    addEventListener(event, () => { for (const chart of made.values()) chart.resize(...size); });
  }
  return { bars, most: COLOURS.length };
})();
