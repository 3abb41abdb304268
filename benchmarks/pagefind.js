// The smallest page that shows ten results of Pagefind's: the query in the address, or as it is typed.
import * as pagefind from "./pagefind/pagefind.js";

const query = document.querySelector("input");
const hits = document.querySelector("#hits");
let newest = 0;

async function search() {
  newest += 1;
  const ticket = newest, q = query.value;
  const found = await pagefind.search(q);
  const ten = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  if (ticket !== newest) return;
  hits.replaceChildren(...ten.map(({ url, meta, excerpt }) => {
    const hit = document.createElement("li");
    hit.innerHTML = `<h3><a></a></h3><p>${excerpt}</p>`;
    hit.querySelector("a").href = url;
    hit.querySelector("a").textContent = meta.title;
    return hit;
  }));
  document.body.dataset.ready = `#${new URLSearchParams({ q })}`;
}

query.value = new URLSearchParams(location.hash.slice(1)).get("q") || "";
query.addEventListener("input", search);
search();
