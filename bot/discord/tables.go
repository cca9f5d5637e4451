package discord

import (
	"policybot/bot/discord/dispatch"
)

// commandTable is every command: its description and what it does, side by
// side.
func commandTable(a *answering) []dispatch.Command {
	table := []dispatch.Command{a.askCommand(), a.lookUpCommand(), searchCommand(), measureCommand(), topicsCommand(), documentsCommand(), subscribeCommand(), subscriptionsCommand(), changesCommand(), quietCommand(), policyCommand(), setupCommand(), addMessageCommand(), privacyCommand(), helpCommand()}
	return table
}

// controlTable is every button, menu and form, by the first part of its custom
// id. Names may never change while messages with them are on people's screens.
func controlTable(a *answering) map[string]dispatch.Control {
	table := map[string]dispatch.Control{}
	for _, part := range []map[string]dispatch.Control{a.askControls(), a.peopleControls(), searchControls(), browseControls(), settingsControls(), privacyControls(), noticeControls(), changesControls(), subscriptionControls(), documentControls(), contentControls()} {
		for name, c := range part {
			table[name] = c
		}
	}
	return table
}
