/* On the page for addresses that are not here: a short address of a sheet, /s/<code>, is found in any case and with the
   signs of a sentence around it. A code that was never given out is named. In old syntax, so that it works wherever a
   page does. */
(function () {
  var told = document.getElementById("no-code");
  var home = document.currentScript.src.replace(/assets\/[^/]*$/, "").replace(location.origin, "");
  var path = location.pathname;
  try {
    path = decodeURIComponent(path);
  } catch (error) {
    path = path.replace(/%../g, ""); /* cut in the middle of a sign */
  }
  var typed = /^s\/(.+)/i.exec(path.slice(home.length));
  if (!typed) return;
  var code = typed[1].normalize("NFKC").toLowerCase().replace(/[^a-z0-9]/g, "");
  var known = told.getAttribute("data-codes").split(" ").indexOf(code) >= 0;
  var changed = typed[0].replace(/\/$/, "") !== "s/" + code; /* else the file is missing here: it would go round and round */
  if (known && changed) return location.replace(home + "s/" + code + "/");
  told.querySelector("[data-code]").textContent = code;
  told.hidden = known || !code;
})();
