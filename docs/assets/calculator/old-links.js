/* The calculator once was one page, with the schedule after the #. Every such link opens the page of that schedule. In
   old syntax, so that it works wherever a page does. */
(function () {
  var text = location.hash.slice(1).replace(/&amp;/g, "&");
  try {
    text = decodeURIComponent(text);
  } catch (error) { /* it is not encoded */ }
  text = text.replace(/[\s.,;:!?)\]}>"'\u00bb\u201d\u2019\u2026]+$/, ""); // of the sentence in which the link stood
  var pages = JSON.parse(document.getElementById("pages").textContent); // by how many months they show
  var asked = {}, choices = [], every = [], known = true;
  for (var months in pages) every = every.concat(pages[months]);
  text.split("&").forEach(function (pair) {
    var at = pair.indexOf("="), key = pair.slice(0, at), value = pair.slice(at + 1);
    asked[key] = value;
    known = known && /^(v|protocol|group|start|months|.+\..+)$/.test(key);
    if (key.indexOf(".") > 0 && choices.join("~").indexOf("not-met") < 0) choices.push(key + "." + value);
  });
  var id = asked.protocol || (asked.group || "").toLowerCase();
  if (asked.hasOwnProperty("second")) return location.replace("../compare/#" + text);
  if (every.indexOf(id) < 0) return;
  var page = [id].concat(choices.length ? choices.join("~") : []).join("/");
  var exact = every.indexOf(page) >= 0;
  var printed = pages.hasOwnProperty(asked.months) && pages[asked.months].indexOf(page) >= 0;
  var question = asked.group && !asked.months;
  var plain = exact && known && !asked.start && (printed || question || !asked.protocol); // else Python reads the link
  location.replace("../schedules/" + (exact ? page : id) + "/" + (plain ? "" : "#" + text));
})();
