// Before the first paint: the page has scripts, and a theme.
(() => {
  "use strict";
  const root = document.documentElement;
  let theme = null;
  try {
    theme = localStorage.getItem("kg-theme");
  } catch {
    // Storage is forbidden: the theme is that of the system.
  }
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.classList.add("js");
  root.dataset.theme = dark ? "dark" : "light";
})();
