// Where an article's page is in the site, as `page_of` of search/site/pages.py has it.
(function () {
  "use strict";

  const { sha256 } = Dateline.sha256;
  const LONE_SURROGATE = new RegExp(Dateline.codepoints.LONE, "g");

  function pageOf(id) {
    const name = sha256(id.replace(LONE_SURROGATE, "?")).slice(0, 24);
    return `articles/${name.slice(0, 2)}/${name.slice(2)}.html`;
  }

  Dateline.pages = { pageOf };
})();
