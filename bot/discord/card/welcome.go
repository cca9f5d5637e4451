package card

import (
	"policybot/bot/discord/rest"
	"policybot/bot/state"
)

// Welcome greets a server that the bot has come to.
func Welcome(v View) rest.Message {
	card := New()
	card.Text(Title(welcomeWords.hello.In(v.Locale)), welcomeWords.what.In(v.Locale))
	card.Text(welcomeWords.people.In(v.Locale), welcomeWords.managers.In(v.Locale))
	return card.Message()
}

// Setup says what a server decides, step by step, above its settings.
func Setup(v View, s state.Settings, id func(string, ...string) string) rest.Message {
	return settingsCard(v, s, id, Title(welcomeWords.setup.In(v.Locale)), welcomeWords.steps.In(v.Locale))
}

// welcomeWords are what a server is greeted with.
var welcomeWords = struct{ hello, what, people, managers, setup, steps Phrase }{
	hello: Say("Hello! I answer questions about policy documents", "大家好！我回答关于政策文件的问题", "大家好！我回答關於政策文件的問題"),
	what: Say("You get the exact figure with the sentence it comes from, its date and its source, or an honest “the documents do not say”. When a document changes, those who follow it are told what changed.",
		"您会得到准确的数字、原文、日期和出处，或者如实的“文件没有说明”。文件有变化时，会通知订阅者哪里变了。", "您會得到準確的數字、原文、日期和出處，或者如實的「文件沒有說明」。文件有變化時，會通知訂閱者哪裡變了。"),
	people: Say("Everybody: `/ask` asks, `/documents` shows what there is, `/subscribe` follows changes, `/help` shows the rest.",
		"所有人：`/提问` 提问，`/文件` 查看文件，`/订阅` 关注变化，`/帮助` 查看其他功能。", "所有人：`/提問` 提問，`/文件` 查看文件，`/訂閱` 關注變化，`/說明` 查看其他功能。"),
	managers: Say("Those who manage the server: `/setup` chooses language, managers and channels; `/policy add` puts your own documents in.",
		"管理员：`/开始设置` 选择语言、管理员和频道；`/政策管理 添加` 放入您自己的文件。", "管理員：`/開始設定` 選擇語言、管理員和頻道；`/政策管理 新增` 放入您自己的文件。"),
	setup: Say("Setting up", "开始设置", "開始設定"),
	steps: Say("1. Choose the language of replies.\n2. Put your documents in with `/policy add`, and decide below whether the operator's are used, too.\n3. Choose who manages the bot.\n4. Choose the channel for questions to people.\n5. In a channel that is to hear of changes, use `/subscribe`.\nEach choice counts at once. `/setup` comes back here at any time.",
		"1. 选择回答的语言。\n2. 用 `/政策管理 添加` 放入文件，并在下面决定是否同时使用运营者的文件。\n3. 选择谁来管理机器人。\n4. 选择向人提问的频道。\n5. 在要接收变化通知的频道使用 `/订阅`。\n每项选择立即生效，随时可用 `/开始设置` 回到这里。",
		"1. 選擇回答的語言。\n2. 用 `/政策管理 新增` 放入文件，並在下面決定是否同時使用營運者的文件。\n3. 選擇誰來管理機器人。\n4. 選擇向人提問的頻道。\n5. 在要接收變化通知的頻道使用 `/訂閱`。\n每項選擇立即生效，隨時可用 `/開始設定` 回到這裡。"),
}
