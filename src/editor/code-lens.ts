import * as vscode from 'vscode';
import { endpointId } from '../model.ts';
import { type Lens, lensesOf, unresolvedLens } from './lens.ts';
import type { Project } from './project.ts';
import { type Projects, routeLanguages } from './projects.ts';
import type { RunController } from './run-controller.ts';
import { codeLensEnabled, onDidChangeSettings } from './settings.ts';

/** Answers from memory, so that lenses never jump in late. */
export function registerCodeLenses(projects: Projects, runs: RunController<Project>): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const refresh = () => changed.fire();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const found = codeLensEnabled() ? projects.fileOf(document.uri) : null;
      if (!found) return [];
      const { project, file } = found;
      const endpoints = project.endpoints.inFile(file);
      const unresolved = project.endpoints.unresolvedIn(file).map((open) => lensAt(open.line, unresolvedLens(open)));
      const resolved = endpoints.flatMap((endpoint) => {
        const id = endpointId(endpoint);
        const shared = endpoints.some((other) => other !== endpoint && other.line === endpoint.line);
        const lenses = lensesOf(endpoint, project.results.get(id), runs.isRunning(project, id), shared);
        return lenses.map((lens) => lensAt(endpoint.line, lens));
      });
      return [...resolved, ...unresolved];
      function lensAt(line: number, { title, tooltip, command, id }: Lens): vscode.CodeLens {
        const args = id === null ? [] : [id, project.root];
        return new vscode.CodeLens(new vscode.Range(line - 1, 0, line - 1, 0), {
          title,
          tooltip,
          command,
          arguments: args,
        });
      }
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(
      routeLanguages.map((language) => ({ language, scheme: 'file' })),
      provider,
    ),
    projects.onDidChange(refresh),
    runs.onDidChange(refresh),
    onDidChangeSettings(refresh),
  );
}
