import * as vscode from 'vscode';
import type { Projects } from './projects.ts';
import { type StatementPlace, statementPlaces } from './statement-places.ts';

/** Puts what was found on a statement into the Problems view, at the line that sends it. */
export function registerStatementDiagnostics(projects: Projects): vscode.Disposable {
  const shown = vscode.languages.createDiagnosticCollection('endpoint-profiler');
  let count = 0;
  const refresh = () => {
    const places = projects.all.flatMap(({ root, endpoints, results }) =>
      statementPlaces(endpoints.endpoints, results)
        .filter(({ findings }) => findings.length > 0)
        .map((place) => ({ place, uri: vscode.Uri.joinPath(vscode.Uri.file(root), place.file) })),
    );
    // This runs at every keystroke; mostly there is nothing to say.
    if (places.length === 0 && count === 0) return;
    count = places.length;
    shown.clear();
    shown.set(places.map(({ place, uri }) => [uri, diagnosticsAt(place)]));
  };
  refresh();
  return vscode.Disposable.from(shown, projects.onDidChange(refresh));
}

function diagnosticsAt({ id, line, findings }: StatementPlace): vscode.Diagnostic[] {
  const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  const { Warning, Information } = vscode.DiagnosticSeverity;
  return findings.map(({ rule, severity, title, why, advice }) => {
    const message = `${id}: ${title}. ${why} ${advice}`;
    const diagnostic = new vscode.Diagnostic(range, message, severity === 'HIGH' ? Warning : Information);
    diagnostic.source = 'Endpoint Profiler';
    diagnostic.code = rule;
    return diagnostic;
  });
}
