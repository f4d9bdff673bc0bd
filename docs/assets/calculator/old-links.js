/* The calculator once was one page, with the schedule after the #. Every such link opens the page of that schedule. In
   old syntax, so that it works wherever a page does. */
(function () {
  var text = location.hash.slice(1).replace(/&amp;/g, "&");
  try {
    text = decodeURIComponent(text);
  } catch (error) { /* it is not encoded */ }
  var pages = JSON.parse(document.getElementById("pages").textContent);
  var asked = {}, choices = [];
  text.split("&").forEach(function (pair) {
    var at = pair.indexOf("="), key = pair.slice(0, at), value = pair.slice(at + 1);
    asked[key] = value;
    if (key.indexOf(".") > 0 && choices.join("~").indexOf("not-met") < 0) choices.push(key + "." + value);
  });
  var id = asked.protocol || (asked.group || "").toLowerCase();
  if (asked.hasOwnProperty("second")) return location.replace("../compare/#" + text);
  if (pages.indexOf(id) < 0) return;
  var page = [id].concat(choices.length ? choices.join("~") : []).join("/");
  var exact = pages.indexOf(page) >= 0;
  var plain = exact && !asked.start && asked.months === "12"; // as the page is printed
  location.replace("../schedules/" + (exact ? page : id) + "/" + (plain || !asked.protocol ? "" : "#" + text));
})();
