// Where a file's claims come from, in lines that any format can carry; the same words as in provenance.py.

export function provenance(index) {
  const { info, articles } = index.data;
  return [
    `Built ${info.built_on} by claimgraph. Claims are what the cited articles report; inclusion is not a finding of fact.`,
    ...(info.query_name ? [`Saved query: ${info.query_name}`] : []),
    ...(info.query ? [`Query: ${info.query}`] : []),
    ...Object.entries(info.parameters).map(([name, value]) => `Parameter ${name}: ${JSON.stringify(value)}`),
    ...info.steps.map((step, at) => `Step ${at + 1}: ${step}`),
    ...articles.map((article) => `Source: ${[article.title || article.name, article.outlet, article.published, article.url].filter(Boolean).join(", ")}`),
  ];
}
