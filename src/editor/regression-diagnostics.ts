import * as vscode from 'vscode';
import { type Endpoint, endpointId } from '../model.ts';
import { type CommandId, commands } from './ids.ts';
import { type Projects, routeLanguages } from './projects.ts';
import { regressionCode, regressionsIn } from './regressions.ts';

/** Puts each endpoint that is certainly slower than its baseline into the Problems view, with what can be done there. */
export function registerRegressionDiagnostics(projects: Projects): vscode.Disposable {
  const shown = vscode.languages.createDiagnosticCollection('endpoint-profiler-regressions');
  let count = 0;
  const refresh = () => {
    const found = projects.all.flatMap(({ root, endpoints, results }) =>
      regressionsIn(endpoints.endpoints, results).map((regression) => ({ root, ...regression })),
    );
    // This runs at every keystroke; mostly there is nothing to say.
    if (found.length === 0 && count === 0) return;
    count = found.length;
    shown.clear();
    shown.set(
      found.map(({ root, endpoint, message }) => [
        vscode.Uri.joinPath(vscode.Uri.file(root), endpoint.file),
        [diagnosticAt(endpoint, message)],
      ]),
    );
  };
  refresh();
  return vscode.Disposable.from(
    shown,
    projects.onDidChange(refresh),
    vscode.languages.registerCodeActionsProvider(
      routeLanguages.map((language) => ({ language, scheme: 'file' })),
      { provideCodeActions: (document, _, { diagnostics }) => actionsFor(projects, document, diagnostics) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

function diagnosticAt({ line }: Endpoint, message: string): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'Endpoint Profiler';
  diagnostic.code = regressionCode;
  return diagnostic;
}

function actionsFor(
  projects: Projects,
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const found = projects.fileOf(document.uri);
  if (!found) return [];
  const { project, file } = found;
  return diagnostics
    .filter(({ code }) => code === regressionCode)
    .flatMap((diagnostic) =>
      regressionsIn(project.endpoints.inFile(file), project.results)
        .filter(
          ({ endpoint, message }) =>
            endpoint.line === diagnostic.range.start.line + 1 && message === diagnostic.message,
        )
        .flatMap(({ endpoint }) => [
          action('Accept as the new baseline', commands.acceptBaseline, endpoint),
          action('Show what was measured', commands.openEndpoint, endpoint),
          action('Compare with…', commands.compareBaseline, endpoint),
        ])
        .map((fix) => Object.assign(fix, { diagnostics: [diagnostic] })),
    );

  function action(title: string, command: CommandId, endpoint: Endpoint): vscode.CodeAction {
    const fix = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    fix.command = { command, title, arguments: [endpointId(endpoint), project.root] };
    return fix;
  }
}
