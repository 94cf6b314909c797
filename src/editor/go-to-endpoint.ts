import * as vscode from 'vscode';
import { endpointId } from '../model.ts';
import { methodIcon } from './endpoint-items.ts';
import { resultText } from './lens.ts';
import type { ProjectEndpoint, Projects } from './projects.ts';

/** What to do with the endpoint that was picked. */
export interface EndpointActions {
  open(found: ProjectEndpoint): unknown;
  profile(found: ProjectEndpoint): unknown;
  copy(found: ProjectEndpoint): unknown;
}

interface Item extends vscode.QuickPickItem {
  found: ProjectEndpoint;
}

const profileButton = { iconPath: new vscode.ThemeIcon('play'), tooltip: 'Profile Endpoint' };
const copyButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: 'Copy as curl' };

/** All endpoints by method and path; what is typed may leave letters out. */
export function goToEndpoint({ all }: Projects, actions: EndpointActions): void {
  const pick = vscode.window.createQuickPick<Item>();
  const several = all.length > 1;
  pick.placeholder = 'Go to the handler of an endpoint, by its method, path or file';
  pick.matchOnDescription = true;
  pick.items = all.flatMap((project) =>
    project.endpoints.endpoints.map((endpoint): Item => {
      const result = project.results.get(endpointId(endpoint));
      const place = `${endpoint.file}:${endpoint.line}`;
      return {
        label: endpointId(endpoint),
        description: [several && project.name, place, result && resultText(result)].filter(Boolean).join(' · '),
        iconPath: methodIcon(endpoint.method),
        buttons: [profileButton, copyButton],
        found: { project, endpoint },
      };
    }),
  );
  const act = (action: (found: ProjectEndpoint) => unknown, item: Item | undefined) => {
    pick.hide();
    if (item) void action(item.found);
  };
  pick.onDidAccept(() => act(actions.open, pick.selectedItems[0]));
  pick.onDidTriggerItemButton(({ button, item }) =>
    act(button === profileButton ? actions.profile : actions.copy, item),
  );
  pick.onDidHide(() => pick.dispose());
  pick.show();
}
