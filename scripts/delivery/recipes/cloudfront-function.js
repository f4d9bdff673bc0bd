// CloudFront, viewer request: S3 knows no folders, so /late-or-missed/ is asked for as /late-or-missed/index.html.
// /s/GB1, as typed from paper, is sent on to /s/gb1/, with what stands behind the question mark.
//
// A folder's name may have a dot in it, so files are known by what they end with.
//
// Browsers read "//" and "\\" at the start of an address as the name of another host. So each run of slashes becomes one
// slash, and only addresses of the signs that ours are made of are sent on. Of all others S3 has no file.
var FILE = /\.(atom|css|csv|html|ics|js|json|mjs|pdf|png|py|svg|toml|txt|wasm|webmanifest|whl|woff2|xml|zip)$/;

function handler(event) {
  var request = event.request;
  var path = ("/" + request.uri).replace(/[\/\\]+/g, "/");
  if (/^\/s\//i.test(path)) path = path.toLowerCase();
  var folder = path.slice(-1) === "/";
  if (!folder && !FILE.test(path) && /^[a-z0-9._~\/-]+$/i.test(path)) {
    var to = { location: { value: path + "/" + query(request.querystring) } };
    return { statusCode: 301, statusDescription: "Moved Permanently", headers: to };
  }
  request.uri = folder ? path + "index.html" : path;
  return request;
}

/* As it was asked, encoded as it was; what may not stand in a header is left out. */
function query(asked) {
  var pairs = [];
  for (var name in asked) {
    (asked[name].multiValue || [asked[name]]).forEach(function (one) {
      pairs.push(one.value === "" ? name : name + "=" + one.value);
    });
  }
  return pairs.length ? "?" + pairs.join("&").replace(/[^!-~]/g, "") : "";
}
