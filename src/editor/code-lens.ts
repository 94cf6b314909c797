import * as vscode from 'vscode';
import { type Endpoint, endpointId, type UnresolvedEndpoint } from '../model.ts';
import { completionId } from '../report/scan-groups.ts';
import { crowdLens, type Lens, lensesOf, maxLensesALine, unresolvedLens } from './lens.ts';
import type { Project } from './project.ts';
import { type Projects, routeLanguages } from './projects.ts';
import type { RunController } from './run-controller.ts';
import { codeLensEnabled, onDidChangeSettings } from './settings.ts';
import { statementLens, statementPlaces } from './statement-places.ts';

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
      const lines = Map.groupBy(project.endpoints.inFile(file), ({ line }) => line);
      const resolved = [...lines.values()].flatMap((endpoints) => {
        const [first] = endpoints as [Endpoint];
        const crowd = endpoints.length > maxLensesALine;
        const lenses = endpoints.flatMap((endpoint) => {
          const id = endpointId(endpoint);
          const result = project.results.get(id);
          const running = runs.isRunning(project, id);
          return crowd && !result && !running ? [] : lensesOf(endpoint, result, running, endpoints.length > 1);
        });
        const shown = crowd ? [crowdLens(endpoints, first), ...lenses.slice(0, 2 * maxLensesALine)] : lenses;
        return shown.map((lens) => lensAt(first.line, lens));
      });
      const answers = Map.groupBy(project.endpoints.unresolvedIn(file), (open) => `${open.line} ${completionId(open)}`);
      const unresolved = [...answers.values()].flatMap((same) => {
        const [first] = same as [UnresolvedEndpoint];
        const each = same.length > maxLensesALine ? [first] : same;
        const count = same.length > maxLensesALine ? same.length : 1;
        return each.map((open) => lensAt(open.line, unresolvedLens(open, count)));
      });
      const places = statementPlaces(project.endpoints.endpoints, project.results).filter(
        (place) => place.file === file,
      );
      const statements = [...Map.groupBy(places, ({ line }) => line).values()].flatMap((same) =>
        same.slice(0, maxLensesALine).map((place) => lensAt(place.line, statementLens(place, same.length > 1))),
      );
      return [...resolved, ...unresolved, ...statements];
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
