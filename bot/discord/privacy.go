package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
)

func privacyCommand() dispatch.Command {
	privately := func(run func(context.Context, *dispatch.Call) (dispatch.Reply, error)) dispatch.Handler {
		return dispatch.Handler{Show: dispatch.ShowPrivately, Run: run}
	}
	return dispatch.Command{
		Name:        card.Say("privacy", "隐私", "隱私"),
		Description: card.Say("See, export or delete what the bot keeps about you", "查看、导出或删除机器人保存的您的数据", "查看、匯出或刪除機器人保存的您的資料"),
		Subcommands: []dispatch.Command{
			{Name: card.Say("show", "查看", "查看"), Description: card.Say("What is kept about you, and why", "保存了您的哪些数据，为什么", "保存了您的哪些資料，為什麼"), Handler: privately(showPrivacy)},
			{Name: card.Say("export", "导出", "匯出"), Description: card.Say("Get what is kept about you as a file", "以文件形式获取您的数据", "以檔案形式取得您的資料"), Handler: privately(exportPrivacy)},
			{Name: card.Say("forget", "删除", "刪除"), Description: card.Say("Delete what is kept about you", "删除您的数据", "刪除您的資料"), Handler: privately(confirmForget)},
		},
	}
}

func privacyControls() map[string]dispatch.Control {
	return map[string]dispatch.Control{"forget": {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: forget}}}
}

func showPrivacy(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	data, err := c.Store.PersonalData(ctx, c.Who.User)
	if err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: card.Privacy(c.View, data, c.Chosen.KeepDays)}, nil
}

// exportPrivacy sends what is kept about a person as a file. The oldest
// entries go first where it would be too large for Discord.
func exportPrivacy(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	data, err := c.Store.PersonalData(ctx, c.Who.User)
	if err != nil {
		return dispatch.Reply{}, err
	}
	for {
		body, err := json.MarshalIndent(data, "", "  ")
		if err != nil {
			return dispatch.Reply{}, fmt.Errorf("export: %w", err)
		}
		if len(body) > limit.FileSize && len(data.Answers) > 1 {
			data.Answers = data.Answers[len(data.Answers)/2:]
			continue
		}
		page := card.New()
		page.Text(card.Title(c.Privacy), fmt.Sprintf(c.Exported, c.Locale.Count(len(data.Answers))))
		page.Attach(rest.File{Name: "policybot.json", ContentType: "application/json", Description: card.Plain(c.ExportAlt, limit.Description), Data: body})
		return dispatch.Reply{Message: page.Message()}, nil
	}
}

func confirmForget(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	page := card.New()
	page.Text(card.Title(c.ForgetTitle), c.ForgetAsk)
	page.Buttons(card.Button(rest.DangerButton, c.ForgetYes, c.ID("forget")))
	return dispatch.Reply{Message: page.Message()}, nil
}

func forget(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	if err := c.Store.ForgetPerson(ctx, c.Who.User); err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: card.Sentence(c.ForgetDone)}, nil
}
