package discord

import (
	"context"
	"encoding/json"
	"fmt"

	"policybot/bot/discord/limit"
	"policybot/bot/state"
)

func privacyCommand() command {
	privately := func(run func(context.Context, *call) (reply, error)) handler {
		return handler{show: showPrivately, run: run}
	}
	return command{
		name:        phrase{"privacy", "隐私", "隱私"},
		description: phrase{"See, export or delete what the bot keeps about you", "查看、导出或删除机器人保存的您的数据", "查看、匯出或刪除機器人保存的您的資料"},
		subcommands: []command{
			{name: phrase{"show", "查看", "查看"}, description: phrase{"What is kept about you, and why", "保存了您的哪些数据，为什么", "保存了您的哪些資料，為什麼"}, handler: privately(showPrivacy)},
			{name: phrase{"export", "导出", "匯出"}, description: phrase{"Get what is kept about you as a file", "以文件形式获取您的数据", "以檔案形式取得您的資料"}, handler: privately(exportPrivacy)},
			{name: phrase{"forget", "删除", "刪除"}, description: phrase{"Delete what is kept about you", "删除您的数据", "刪除您的資料"}, handler: privately(confirmForget)},
		},
	}
}

func privacyControls() map[string]control {
	return map[string]control{"forget": {handler: handler{show: showInPlace, run: forget}}}
}

func showPrivacy(ctx context.Context, c *call) (reply, error) {
	data, err := c.store.PersonalData(ctx, c.who.User)
	if err != nil {
		return reply{}, err
	}
	return reply{message: privacyCard(c.view, data, c.settings.KeepDays)}, nil
}

// privacyCard says what is kept about a person, why and for how long.
func privacyCard(v view, data state.PersonalData, days int) message {
	card := newCard()
	card.text(title(v.Privacy), fmt.Sprintf(v.PrivacyKept, v.locale.count(len(data.Answers)), v.locale.count(len(data.Feedback)), v.locale.count(len(data.Actions))),
		fmt.Sprintf(v.PrivacyWhy, v.locale.count(days)))
	if n := len(data.Answers); n > 0 {
		card.rule()
		lines := []string{strong(v.PrivacyLast)}
		for _, a := range data.Answers[max(0, n-5):] {
			lines = append(lines, "• "+moment(a.At)+" — "+escape(a.Question, 200))
		}
		card.text(lines...)
	}
	card.text(small(v.PrivacyMore))
	return card.message()
}

// exportPrivacy sends what is kept about a person as a file. The oldest
// entries go first where it would be too large for Discord.
func exportPrivacy(ctx context.Context, c *call) (reply, error) {
	data, err := c.store.PersonalData(ctx, c.who.User)
	if err != nil {
		return reply{}, err
	}
	for {
		body, err := json.MarshalIndent(data, "", "  ")
		if err != nil {
			return reply{}, fmt.Errorf("export: %w", err)
		}
		if len(body) > limit.FileSize && len(data.Answers) > 1 {
			data.Answers = data.Answers[len(data.Answers)/2:]
			continue
		}
		card := newCard()
		card.text(title(c.Privacy), fmt.Sprintf(c.Exported, c.locale.count(len(data.Answers))))
		card.attach(file{name: "policybot.json", contentType: "application/json", description: plain(c.ExportAlt, limit.Description), data: body})
		return reply{message: card.message()}, nil
	}
}

func confirmForget(_ context.Context, c *call) (reply, error) {
	card := newCard()
	card.text(title(c.ForgetTitle), c.ForgetAsk)
	card.buttons(pressable(dangerButton, c.ForgetYes, c.id("forget")))
	return reply{message: card.message()}, nil
}

func forget(ctx context.Context, c *call) (reply, error) {
	if err := c.store.ForgetPerson(ctx, c.who.User); err != nil {
		return reply{}, err
	}
	return reply{message: notice(c.ForgetDone)}, nil
}
