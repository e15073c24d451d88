// Hands what the authority answered to the documentation page that waits for it, wherever that is: a channel reaches pages
// of this origin alone, and needs no link between the two windows.
const said = Object.fromEntries(new URLSearchParams(location.search));

// The code is of no use to whoever looks through the history.
history.replaceState(null, "", location.pathname);

const channel = new BroadcastChannel("rolecall sign-in");
channel.onmessage = ({ data }) => {
  if (data.taken === undefined || data.taken !== said.state) return;
  document.querySelector("#said").textContent = "Done. You can close this window.";
  window.close();
};
if (said.state) channel.postMessage({ said });
