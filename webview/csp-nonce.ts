// FAST, under the toolkit, looks for this element when it is loaded: with it its probe for :focus-visible passes the
// policy, without it every click leaves a focus ring behind. Imported before the toolkit. The first script of the document
// is the editor's own, without a nonce.
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
if (nonce) {
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.content = nonce;
  document.head.append(meta);
}
