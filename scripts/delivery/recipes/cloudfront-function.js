// CloudFront, viewer request: S3 knows no folders, so /late-or-missed/ is asked for as /late-or-missed/index.html,
// and /s/GB1, as typed from paper, is sent on to /s/gb1/.
function handler(event) {
  var request = event.request;
  if (/^\/s\//i.test(request.uri)) request.uri = request.uri.toLowerCase();
  var last = request.uri.split("/").pop();
  if (last === "") {
    request.uri += "index.html";
  } else if (last.indexOf(".") === -1) {
    return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location: { value: request.uri + "/" } } };
  }
  return request;
}
