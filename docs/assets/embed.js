// Tells the page around the frame how tall the text of this view is, and nothing else. Nothing is read from that page.
// The root's own box is measured: its scrollHeight is never less than the frame, so that a frame would never shrink.
// Of a view without width, as in a part of the page that is folded away, no height is told.
// No module, so that it also runs in a sandbox on a host that lets no other site read its files.
new ResizeObserver(() => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  if (innerWidth && height) parent.postMessage({ type: "b12-height", height }, "*");
}).observe(document.documentElement);
