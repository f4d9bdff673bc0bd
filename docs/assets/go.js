// A short address: on to the page it stands for, so that Back does not return here.
location.replace(document.querySelector("a.go").href);
