"""Pictures of what documents print: pages, and crops of pages with cells marked, drawn in worker processes."""
