"use strict";
(() => {
  const { years, kinds } = gongkaiData.overview;
  // As many kinds as there are colours, the commonest first; the rest are one.
  const common = [...kinds].sort((a, b) => b[2] - a[2]);
  const shown = kinds.length > gongkaiCharts.most ? common.slice(0, gongkaiCharts.most - 1) : common;
  const rest = common.slice(shown.length);
  const draw = () => gongkaiCharts.bars("coverage-chart", {
    labels: years.map((year) => year ?? "—"), stacked: true,
    series: [
      ...shown.map(([kind, counts]) => ({ label: gongkai.term("disclosure_type", kind), data: counts })),
      ...(rest.length ? [{ label: gongkai.text("money.other"), data: years.map((_, n) => rest.reduce((sum, kind) => sum + kind[1][n], 0)) }] : []),
    ],
  });
  draw();
  gongkai.changed(draw);
})();
