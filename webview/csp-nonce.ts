// FAST, under the toolkit, looks for this element when it is loaded: with it its probe for :focus-visible passes the
// policy, without it every click leaves a focus ring behind. Imported before the toolkit.
const nonce = document.querySelector('script')?.nonce;
if (nonce) {
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.content = nonce;
  document.head.append(meta);
}
