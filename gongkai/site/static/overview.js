"use strict";
(() => {
  const { years, kinds } = gongkaiData.overview;
  const draw = () => gongkaiCharts.bars("coverage-chart", {
    labels: years.map((year) => year ?? "—"), stacked: true,
    series: kinds.map(([kind, counts]) => ({ label: gongkai.term("disclosure_type", kind), data: counts })),
  });
  draw();
  gongkai.changed(draw);
})();
