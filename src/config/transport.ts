/** How the API is reached, from the config: which certificates are trusted, and whether HTTP/2 is offered. */

import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isLoopback, type Transport, UserError } from '../model.ts';
import type { ServerConfig } from './config.ts';

const inConfig = '"server" in .endpoint-profiler/config.json';

/** Without a server in the config: what Node trusts, over HTTP/1.1. Throws a `UserError` with place and next step. */
export async function loadTransport(root: string, server: ServerConfig | undefined): Promise<Transport> {
  if (server === undefined) return { ca: null, acceptAnyCertificate: false, http2: false };
  const { ca, acceptAnyCertificate, http2 } = server;
  if (acceptAnyCertificate && !isLoopback(server.url)) throw onlyThisMachine(server.url);
  return { ca: ca === undefined ? null : await readCertificates(resolve(root, ca)), acceptAnyCertificate, http2 };
}

async function readCertificates(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw unusable(file, reason, `Correct "ca" of ${inConfig}: it is relative to the workspace folder.`);
  });
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) {
    throw unusable(
      file,
      'it holds no certificate in PEM format (-----BEGIN CERTIFICATE-----)',
      `Name the certificate of the server, or of who issued it, as "ca" of ${inConfig}. One in DER format is converted by: openssl x509 -inform der -in ${file} -out certificate.pem`,
    );
  }
  for (const [index, certificate] of certificates.entries()) {
    try {
      new X509Certificate(certificate);
    } catch (error) {
      const which = certificates.length > 1 ? `certificate ${index + 1} in it` : 'the certificate in it';
      const reason = `${which} cannot be read (${(error as Error).message})`;
      throw unusable(file, reason, 'Export it once more from where it comes, whole, in PEM format.');
    }
  }
  return certificates.join('\n');
}

const unusable = (file: string, reason: string, nextStep: string): UserError =>
  new UserError({ message: `The certificates in ${file} cannot be trusted: ${reason}.`, nextStep });

const onlyThisMachine = (url: string): UserError =>
  new UserError({
    message: `Any certificate is accepted only from this machine, not from ${new URL(url).host}.`,
    nextStep: `Take "acceptAnyCertificate" out of ${inConfig}, and name the certificate, or that of who issued it, as "ca".`,
  });
