// Runs before the first paint, so that a chosen theme never flashes. Without a choice, the system's theme applies.
(() => {
  const chosen = localStorage.getItem("wordtide.theme");
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.theme = chosen;
  }
})();
