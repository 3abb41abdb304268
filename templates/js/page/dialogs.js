// The dialogs: help with examples to try; how each closes.
(function () {
  "use strict";

  const part = (id) => document.getElementById(id);

  /** Wire the dialogs; `attempt(query)` is called with an example. */
  function wire(attempt) {
    const help = part("help");
    part("help-open").addEventListener("click", () => help.showModal());
    help.addEventListener("click", (event) => {
      if (event.target.classList.contains("example")) {
        help.close();
        attempt(event.target.textContent);
      }
    });
    for (const dialog of document.querySelectorAll("dialog")) {
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
      });
    }
  }

  Dateline.dialogs = { wire };
})();
