// Draws the picture from the data in the page, and joins it with the list. Nothing is fetched, nothing is built from text.
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  const data = JSON.parse(find("data").textContent);
  const scroll = find("scroll");
  const section = find("picture");
  const narrow = matchMedia("(max-width: 900px), (max-height: 500px)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const MARGIN = 24, READABLE = 0.82, SMALLEST = 0.15, LARGEST = 2;
  let picked = new Set();
  let scale = 1;

  root.classList.add("js");
  section.hidden = false;
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(find("canvas"), { nodes, edges }, JSON.parse(data.options));
  for (const element of find("canvas").querySelectorAll("[tabindex]")) element.tabIndex = -1;

  const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();

  function paint() {
    nodes.update(data.nodes.filter((node) => node.group !== "stop").map((node) => {
      const marked = node.group === "focus" || node.group === "end";
      const lit = picked.has(node.id);
      return {
        id: node.id,
        borderWidth: lit ? 4 : node.group === "plain" ? 1.3 : 3,
        color: { background: colour(marked ? "marked" : "box"), border: colour(marked || lit ? "marked-line" : "box-line") },
        font: { ...node.font, color: colour("ink") },
      };
    }));
    edges.update(data.edges.map((edge) => {
      const lit = picked.has(edge.link);
      return {
        id: edge.id,
        color: { color: colour(picked.size && !lit ? `${edge.style}-faint` : edge.style) },
        background: { enabled: lit || (edge.best && !picked.size), color: colour("halo"), size: edge.width + 9, dashes: false },
      };
    }));
  }

  function zoom(wanted) {
    scale = Math.min(LARGEST, Math.max(SMALLEST, wanted));
    const [width, height] = [data.width, data.height].map((length) => Math.ceil(length * scale) + 2 * MARGIN);
    find("canvas").style.width = `${width}px`;
    network.setSize(`${width}px`, `${height}px`);
    network.moveTo({ position: { x: 0, y: 0 }, scale });
    network.redraw();
    root.dataset.scale = scale.toFixed(3);
  }

  const room = () => (scroll.clientWidth - 2 * MARGIN) / data.width;

  // Scrolls the picture so that the middle of these boxes is in the middle, as far as it goes.
  function reveal(boxes) {
    const places = nodes.get(boxes);
    const mean = (axis) => places.reduce((sum, node) => sum + node[axis], 0) / places.length;
    scroll.scrollLeft = (mean("x") + data.width / 2) * scale + MARGIN - scroll.clientWidth / 2;
    scroll.scrollTop = (mean("y") + data.height / 2) * scale + MARGIN - scroll.clientHeight / 2;
  }

  // Of an arrow at the quantity asked for, the other box.
  function farEnds(ends) {
    const far = ends.filter((end) => nodes.get(end).group !== "focus");
    return far.length ? far : ends;
  }

  function readable() {
    zoom(Math.max(READABLE, Math.min(1, room())));
    reveal(data.nodes.filter((node) => node.group !== "stop").sort(first).slice(0, 1).map((node) => node.id));
  }

  // The quantity asked for, else the leftmost box, comes first.
  const first = (a, b) => (b.group === "focus") - (a.group === "focus") || a.x - b.x || a.y - b.y;

  function pick(names, words) {
    picked = new Set(names);
    for (const entry of document.querySelectorAll("details.picked")) entry.classList.remove("picked");
    for (const name of names) find(name)?.classList.add("picked");
    find("said").textContent = words;
    paint();
  }

  function open(name) {
    const entry = find(name)?.closest("details.arrow, details.box");
    if (!entry) return;
    for (const other of document.querySelectorAll("details.arrow[open], details.box[open]")) other.open = other === entry;
    entry.open = true;
    const drawn = data.edges.filter((edge) => edge.link === entry.id || edge.ends.includes(entry.id));
    reveal(entry.classList.contains("box") ? [entry.id] : farEnds(drawn[0].ends));
    pick([entry.id, ...drawn.map((edge) => edge.link)], (entry.querySelector(".title") ?? entry.querySelector("summary")).textContent.trim());
    find(name).scrollIntoView({ block: "start" });
    entry.querySelector("summary").focus({ preventScroll: true });
  }

  function follow(hash) {
    try {
      open(decodeURIComponent(hash.slice(1)));
    } catch {
      // A broken address shows the whole picture.
    }
  }

  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    const edge = network.getEdgeAt(pointer.DOM);
    if (node && find(node)) open(node);
    else if (edge) open(edges.get(edge).link);
    else pick([], "");
  });
  for (const entry of document.querySelectorAll("details.arrow, details.box")) {
    entry.open = false;
    entry.querySelector("summary").addEventListener("click", (event) => {
      event.preventDefault();
      if (entry.open) {
        entry.open = false;
        pick([], "");
      } else open(entry.id);
    });
  }
  for (const button of document.querySelectorAll("button.show")) {
    button.hidden = false;
    button.addEventListener("click", () => pick(button.dataset.links.split(" "), button.textContent));
  }
  find("smaller").addEventListener("click", () => zoom(scale / 1.25));
  find("larger").addEventListener("click", () => zoom(scale * 1.25));
  find("fit").addEventListener("click", () => zoom(Math.min(room(), (scroll.clientHeight - 2 * MARGIN) / data.height)));
  find("readable").addEventListener("click", readable);
  addEventListener("keydown", (event) => event.key === "Escape" && pick([], ""));
  addEventListener("hashchange", () => follow(location.hash));
  addEventListener("click", (event) => {
    // Where the address stays the same, as in a frame of a notebook, no hashchange comes.
    const link = event.target.closest?.("a[href^='#']");
    if (link) follow(link.getAttribute("href"));
  });
  dark.addEventListener("change", paint);
  if (narrow.matches) document.querySelector(".legend").open = false;

  paint();
  network.once("afterDrawing", () => {
    root.dataset.ready = String(Math.round(performance.now()));
  });
  readable();
  follow(location.hash);
})();
