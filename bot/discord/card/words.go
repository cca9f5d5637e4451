package card

// words are everything the bot says of its own. Those with a verb take, in
// order, what the comment names.
type words struct {
	// Answers.
	Question, AsOf, Scope, Working, InOtherWords                  string
	Page                                                          string // number
	ListMark                                                      string
	ConfidenceHigh, ConfidenceGood, ConfidenceFair, ConfidenceLow string
	NotFound, Nearest                                             string
	Unsure, Closest                                               string
	Related, NothingRelated, NoSource                             string
	Share, AskPerson, Source, Helpful, Unhelpful                  string
	Thanks, ThanksForReason                                       string
	WhyTitle, WhyLabel, WhyHint                                   string
	OpenQuestion                                                  string
	AskedBy                                                       string // person, channel
	Asked                                                         string // channel
	NobodyToAsk, SharedAlready, MayNotShare                       string

	// Search.
	Results             string // words
	Found               string // number
	PageOf              string // page, pages
	NoResults           string
	DidYouMean          string // words
	AllTopics           string
	AllAgencies         string
	OpenMeasure         string
	Before, After       string
	NoMeasure           string // name
	OpenTopic, NoTopics string
	NoMeasures          string
	BackToTopics        string
	Topics, Colon       string
	Counts              string // topics, measures, documents
	ForWhom, Agency     string
	Effective, Deadline string
	Topic               string

	// Managers.
	StatusCounts                        string // documents, measures, facts
	Revision, Running                   string
	FeedbackCounts                      string // helpful, not
	NoProblems                          string
	Problems                            string // number
	NotRead                             string
	AndMore                             string // number
	NothingNew                          string
	Held                                string // documents gone, of
	HeldAsk, HeldAccept, HeldWait       string
	KeptWaiting                         string
	Refreshed                           string // number of changes
	KeptBefore                          string // file
	Audit, NoActions, ByTheBot          string
	Settings, Yes, No                   string
	SetPrivate, SetCorrections, SetKeep string
	SetZone, ZoneOfBase                 string
	Days                                string // number
	SetLanguage, EachTheirOwn           string
	SetAskChannel, SetManagers          string
	SetSharers                          string
	TogglePrivate, ToggleCorrections    string
	MoreSettings, KeepLabel, ZoneLabel  string
	SureLabel, BadSure, SetSure         string
	SureOfIndex                         string
	BadDays                             string // most
	BadZone, IntegrationsHint           string

	// Privacy and help.
	Privacy                                       string
	PrivacyKept                                   string // answers, opinions, actions
	PrivacyWhy                                    string // days
	PrivacyLast, PrivacyMore                      string
	Exported                                      string // answers
	ExportAlt                                     string
	ForgetTitle, ForgetAsk, ForgetYes, ForgetDone string
	Help, HelpIntro, HelpMenu, HelpMention        string

	// When something is in the way.
	Unknown, Expired, NotYours, ManagersOnly string
	SlowDown                                 string // seconds
	Busy, Forgotten, EmptyQuestion           string
	NotKept, CannotKeep                      string
	LongQuestion                             string // characters
	Failed, TookTooLong                      string // reference

	// Conversation.
	TakenAs, MentionMe        string
	SetThreads, ToggleThreads string

	// People who answer.
	ConfirmAsk                              string // channel
	AskNamed, AskUnnamed, AskedUnnamed      string
	AnswerIt, ChangeAnswer, Withdraw        string
	AnswerLabel, AnswerHint, MayNotAnswer   string
	Withdrawn, NotReached, Somebody         string
	PersonAnswers, PersonSays, DocumentsSay string
	UnansweredTitle, NothingOpen            string
	TimesNotFound, TimesNotRight            string // number
	SetAskRole                              string

	NoticesWait   string // number, since
	NoticesFailed string // number
}

var englishWords = words{
	Question: "Question: ", AsOf: "as of ", Page: "p. %s", Scope: "About: ", Working: "Working: ", InOtherWords: "In English: ",
	ListMark:       ", ",
	ConfidenceHigh: "Confidence: high (at least 19 in 20 such answers are right)",
	ConfidenceGood: "Confidence: good (at least 4 in 5 such answers are right); check the source",
	ConfidenceFair: "Confidence: fair (about 7 in 10 such answers are right); check the source before you rely on it",
	ConfidenceLow:  "Confidence: low; check the source before you rely on it",
	Unsure:         "Not sure; closest in the documents", Closest: "One of these may be the answer. Check it before you use it.",
	SureLabel: "How sure must an answer be? Percent; 0: standard", BadSure: "Give a number of percent from 0 to 99.", SetSure: "An answer must be sure to: ", SureOfIndex: "the standard line",
	NotFound: "The documents do not say", Nearest: "Nearest to your question",
	Related: "Worth knowing beside it", NothingRelated: "The documents say nothing more about it.", NoSource: "This answer quotes no passage.",
	Share: "Share", AskPerson: "Ask a person", Source: "Source passage", Helpful: "Helpful", Unhelpful: "Not right",
	Thanks: "Thank you. That helps to make the answers better.", ThanksForReason: "Thank you. The people who keep the documents will see it.",
	WhyTitle: "What is not right?", WhyLabel: "What is wrong or missing?", WhyHint: "The figure, the date, the source, the meaning …",
	OpenQuestion: "A question the documents do not answer", AskedBy: "Asked by %s in %s", Asked: "Your question is in %s now. You will get an answer there.",
	NobodyToAsk:   "Nobody can be asked here at the moment: the channel for questions is not set or is gone. Tell those who manage this server.",
	SharedAlready: "This answer has been shared already.", MayNotShare: "You may not share answers in this server. Those who manage it choose who may.",

	Results: "Results for “%s”", Found: "found: %s", PageOf: "page %s of %s", NoResults: "Nothing found. Try fewer or other words, or take the filters away.",
	DidYouMean: "Search for “%s” instead", AllTopics: "All topics", AllAgencies: "All agencies", OpenMeasure: "Open a measure …",
	Before: "Back", After: "Next", NoMeasure: "No measure is called “%s”. Use /topics to see them all.",
	OpenTopic: "Open a topic …", NoTopics: "The documents have no topics.", NoMeasures: "No measures here.", BackToTopics: "All topics",
	Topics: "Topics", Colon: ": ", Counts: "topics: %s · measures: %s · documents: %s",
	ForWhom: "For: ", Agency: "Agency: ", Effective: "From: ", Deadline: "Until: ", Topic: "Topic: ",

	StatusCounts: "Documents: %s · measures: %s · facts: %s", Revision: "Revision: ", Running: "Running since ",
	FeedbackCounts: "Answers found helpful: %s, not right: %s", NoProblems: "No problems found.", Problems: "Problems found: %s", NotRead: "(not read)",
	Held: "%s of %s documents are gone", HeldAsk: "Nothing has been changed, and nobody was told: the folder may have been emptied, moved or not be mounted. Were they removed?",
	HeldAccept: "They were removed: tell everybody", HeldWait: "Wait until they are back", KeptWaiting: "The base before stays in service. When the documents are back, only real changes are told.",
	NotKept: "This answer could not be kept: the bot’s disk is full. Corrections cannot reach it.", CannotKeep: "That cannot be kept now: the bot’s disk is full or cannot be written to. Try again later, or tell who runs the bot.",
	AndMore: "and %s more", NothingNew: "Nothing has changed", Refreshed: "The documents were read again; changes: %s",
	KeptBefore: "%s cannot be read now; the version before stays in service",
	Audit:      "Last actions", NoActions: "Nothing has been changed yet.", ByTheBot: "the bot itself",
	Settings: "Settings of this server", Yes: "yes", No: "no",
	SetPrivate: "Answers only for the asker: ", SetCorrections: "Tell people when a figure they were given changes: ", SetKeep: "Answers are kept: ",
	SetZone: "Time zone: ", ZoneOfBase: "that of the documents", Days: "%s days",
	SetLanguage: "Language", EachTheirOwn: "Each person's own language",
	SetAskChannel: "Channel for questions to people (none: no button)", SetManagers: "Roles that manage the bot, beside those who manage the server",
	SetSharers: "Roles that may share answers (none: everybody)", TogglePrivate: "Change privacy", ToggleCorrections: "Change corrections",
	MoreSettings: "More …", KeepLabel: "Keep answers for how many days?", ZoneLabel: "Time zone (empty: that of the documents)",
	BadDays: "Write a number of days between 1 and %d.", BadZone: "Write a time zone by its name, such as Asia/Shanghai or Europe/Berlin.",
	IntegrationsHint: "A role that manages the bot sees /policy once you also allow it under Server Settings → Integrations.",

	Privacy: "Your data", PrivacyKept: "Kept about you: %s questions with their answers, %s opinions, %s changes made as a manager.",
	PrivacyWhy:  "Answers are kept for %s days in this server, so that you can be told if a figure you were given changes; your opinions go with them, your subscriptions stay until you end them. Nobody else sees what you ask in private; those who manage the server see, without names, which questions found no answer and which answers were marked not right.",
	PrivacyLast: "Your last questions", PrivacyMore: "/privacy export sends it all as a file, /privacy forget deletes it.",
	Exported: "Everything kept about you: %s questions with their answers, and the rest.", ExportAlt: "What policybot keeps about you, as JSON",
	ForgetTitle: "Delete your data?", ForgetAsk: "Your questions, the answers and your opinions are deleted in every server. You can no longer be told if a figure changes. What you changed as a manager stays in that server's log.",
	ForgetYes: "Delete", ForgetDone: "Done. Your questions, answers and opinions are deleted.",
	Help: "What you can do here", HelpIntro: "Ask about the policy documents in Chinese or English. You get the exact figure with its source, or an honest “the documents do not say”.",
	HelpMenu:    "right-click a message, then Apps: ",
	HelpMention: "You can also mention the bot, reply to it, or write to it directly; everybody in the channel sees those answers.",

	Unknown: "This does not work here, or not any more. Start again with a command.", Expired: "This is too old. Start again with a command.",
	NotYours:     "This belongs to somebody else. Use the command yourself to get your own.",
	ManagersOnly: "Only those who manage the bot of this server may do this.",
	SlowDown:     "One moment, please. Try again in %d s.", Busy: "Very many people are asking right now. Try again in a moment.",
	Forgotten:     "This answer is no longer kept. Ask again to get a fresh one.",
	EmptyQuestion: "There is no text to look up.", LongQuestion: "That is too long; ask in at most %d characters.",
	Failed: "Something went wrong. If it happens again, tell those who run the bot this reference: %s", TookTooLong: "That took too long. Try again; if it happens again, tell those who run the bot this reference: %s",

	TakenAs: "Taken as: ", MentionMe: "I cannot read messages that mention only my role. Mention me myself, or use /ask.",
	SetThreads: "A thread below each public answer to /ask: ", ToggleThreads: "Change threads",

	ConfirmAsk: "This is posted to %s, where people can answer it. Their answer comes to you, and is kept for others who ask the same.", AskNamed: "Ask with my name", AskUnnamed: "Ask without my name",
	AskedUnnamed: "Asked by a member who left their name out", AnswerIt: "Answer", ChangeAnswer: "Change the answer", Withdraw: "Withdraw",
	AnswerLabel: "Your answer", AnswerHint: "It goes to the asker, and to others who ask the same, with your name and the date.",
	MayNotAnswer: "Only those who manage the bot of this server, and the role it names for questions, may answer for it.",
	Withdrawn:    "Withdrawn: it is not given as an answer any more.", NotReached: "The asker could not be reached. The answer is kept for whoever asks again.",
	Somebody: "a member of this server", PersonAnswers: "Answered by a person", PersonSays: "This is what a member of this server says, not the documents.", DocumentsSay: "The documents say",
	UnansweredTitle: "Open questions", NothingOpen: "Nothing is open: every question has an answer, and none was marked not right.",
	TimesNotFound: "not answered: %s", TimesNotRight: "marked not right: %s", SetAskRole: "Role that is told of questions to people, and may answer (none: managers answer)",
	NoticesWait: "Notices that wait to be sent: %s, the oldest since %s", NoticesFailed: "Notices given up in the last 7 days: %s",
}

var simplifiedWords = words{
	Question: "问题：", AsOf: "截至", Page: "第 %s 页", Scope: "关于：", Working: "计算：", InOtherWords: "中文说明：",
	ListMark:       "、",
	ConfidenceHigh: "把握：高（这类回答 20 次至少对 19 次）",
	ConfidenceGood: "把握：较高（这类回答 5 次至少对 4 次），请核对出处",
	ConfidenceFair: "把握：一般（这类回答 10 次约对 7 次），采用前请核对出处",
	ConfidenceLow:  "把握：低，采用前请核对出处",
	Unsure:         "没有把握，文件中最接近的内容", Closest: "其中可能有答案，采用前请核对。",
	SureLabel: "回答要有多大把握？（百分比，0 为默认）", BadSure: "请填写 0 到 99 之间的百分比。", SetSure: "给出回答所需的把握：", SureOfIndex: "默认",
	NotFound: "文件没有说明", Nearest: "与您的问题最接近的内容",
	Related: "相关事实", NothingRelated: "文件没有更多相关内容。", NoSource: "这个回答没有引用原文。",
	Share: "分享", AskPerson: "请人回答", Source: "原文", Helpful: "有帮助", Unhelpful: "不对",
	Thanks: "谢谢，这有助于改进回答。", ThanksForReason: "谢谢，维护文件的人会看到。",
	WhyTitle: "哪里不对？", WhyLabel: "哪里错了或缺了什么？", WhyHint: "数字、日期、出处、意思……",
	OpenQuestion: "一个文件没有回答的问题", AskedBy: "%s 提问于 %s", Asked: "您的问题已发到 %s，会有人在那里回答。",
	NobodyToAsk:   "目前无法请人回答：没有设置提问频道，或频道已不存在。请告诉服务器管理员。",
	SharedAlready: "这个回答已经分享过了。", MayNotShare: "您不能在这个服务器分享回答，由管理员决定谁可以。",

	Results: "“%s”的搜索结果", Found: "共 %s 条", PageOf: "第 %s 页，共 %s 页", NoResults: "没有找到。请减少或更换词语，或取消筛选。",
	DidYouMean: "改为搜索“%s”", AllTopics: "所有主题", AllAgencies: "所有部门", OpenMeasure: "查看措施……",
	Before: "上一页", After: "下一页", NoMeasure: "没有名为“%s”的措施。用 /主题 查看全部。",
	OpenTopic: "查看主题……", NoTopics: "文件没有主题。", NoMeasures: "这里没有措施。", BackToTopics: "所有主题",
	Topics: "主题", Colon: "：", Counts: "%s 个主题 · %s 项措施 · %s 份文件",
	ForWhom: "对象：", Agency: "部门：", Effective: "开始：", Deadline: "截止：", Topic: "主题：",

	StatusCounts: "%s 份文件 · %s 项措施 · %s 条事实", Revision: "版本：", Running: "启动时间：",
	FeedbackCounts: "认为有帮助的回答：%s，不对的：%s", NoProblems: "没有发现问题。", Problems: "发现的问题：%s", NotRead: "（未能读取）",
	Held: "文件不见了：%s 份（共 %s 份）", HeldAsk: "没有做任何更改，也没有通知任何人：文件夹可能被清空、移走或没有挂载。这些文件是删除了吗？",
	HeldAccept: "已删除，通知大家", HeldWait: "等文件恢复", KeptWaiting: "继续使用之前的版本。文件恢复后，只通知真正的变化。",
	NotKept: "这个回答未能保存：机器人所在的磁盘已满，以后数字有变化时无法通知您。", CannotKeep: "现在无法保存：机器人所在的磁盘已满或不可写。请稍后再试，或告知管理员。",
	AndMore: "还有 %s 个", NothingNew: "没有变化", Refreshed: "已重新读取文件，变化：%s 处",
	KeptBefore: "%s 目前无法读取，仍使用之前的版本",
	Audit:      "最近的操作", NoActions: "还没有任何更改。", ByTheBot: "机器人自身",
	Settings: "本服务器的设置", Yes: "是", No: "否",
	SetPrivate: "回答只给提问者看：", SetCorrections: "告知过的数字有变化时通知提问者：", SetKeep: "回答保存：",
	SetZone: "时区：", ZoneOfBase: "与文件相同", Days: "%s 天",
	SetLanguage: "语言", EachTheirOwn: "跟随每个人的语言",
	SetAskChannel: "请人回答的频道（不选则没有按钮）", SetManagers: "除服务器管理员外，可以管理机器人的身份组",
	SetSharers: "可以分享回答的身份组（不选则所有人）", TogglePrivate: "更改隐私", ToggleCorrections: "更改更正通知",
	MoreSettings: "更多……", KeepLabel: "回答保存多少天？", ZoneLabel: "时区（留空则与文件相同）",
	BadDays: "请填写 1 到 %d 之间的天数。", BadZone: "请填写时区名称，例如 Asia/Shanghai 或 Europe/Berlin。",
	IntegrationsHint: "可以管理机器人的身份组，还需要在“服务器设置 → 整合”中获得许可才能看到 /政策管理。",

	Privacy: "您的数据", PrivacyKept: "保存了您的 %s 个问题及其回答、%s 条评价、%s 次管理操作。",
	PrivacyWhy:  "回答在本服务器保存 %s 天，以便告知过您的数字有变化时通知您；评价随回答一起删除，订阅保留到您取消为止。您私下提问的内容其他人看不到；服务器管理员能看到哪些问题没有答案、哪些回答被认为不对，但看不到是谁问的。",
	PrivacyLast: "您最近的问题", PrivacyMore: "/隐私 导出 以文件形式获取全部数据，/隐私 删除 将其删除。",
	Exported: "保存的您的全部数据：%s 个问题及其回答，以及其他内容。", ExportAlt: "policybot 保存的您的数据，JSON 格式",
	ForgetTitle: "删除您的数据？", ForgetAsk: "将在所有服务器删除您的问题、回答和评价。之后数字有变化时无法再通知您。您作为管理员所做的更改会保留在该服务器的记录中。",
	ForgetYes: "删除", ForgetDone: "完成。您的问题、回答和评价已删除。",
	Help: "您可以在这里做什么", HelpIntro: "用中文或英文询问政策文件，您会得到准确的数字和出处，或者如实的“文件没有说明”。",
	HelpMenu:    "右键点击消息，选“应用”：",
	HelpMention: "也可以提及机器人、回复它或直接给它发消息；频道里的所有人都能看到这些回答。",

	Unknown: "这在这里无法使用或已失效，请用命令重新开始。", Expired: "这已过期，请用命令重新开始。",
	NotYours:     "这属于其他人。请自己使用命令。",
	ManagersOnly: "只有管理本服务器机器人的人可以这样做。",
	SlowDown:     "请稍候，%d 秒后再试。", Busy: "现在提问的人很多，请稍后再试。",
	Forgotten:     "这个回答已不再保存，请重新提问。",
	EmptyQuestion: "没有可以查询的文字。", LongQuestion: "太长了，请不要超过 %d 个字符。",
	Failed: "出错了。如果再次发生，请把这个编号告诉机器人的运营者：%s", TookTooLong: "用时太长，请重试。如果再次发生，请把这个编号告诉机器人的运营者：%s",

	TakenAs: "理解为：", MentionMe: "只提到我的身份组的消息，我看不到内容。请直接提及我本人，或使用 /提问。",
	SetThreads: "在 /提问 的公开回答下开子区：", ToggleThreads: "更改子区",

	ConfirmAsk: "问题会发到 %s，由人来回答。回答会发给您，并留给以后问同样问题的人。", AskNamed: "署名提问", AskUnnamed: "匿名提问",
	AskedUnnamed: "一位成员匿名提问", AnswerIt: "回答", ChangeAnswer: "修改回答", Withdraw: "撤回",
	AnswerLabel: "您的回答", AnswerHint: "会连同您的名字和日期发给提问人，以及以后问同样问题的人。",
	MayNotAnswer: "只有管理本服务器机器人的人，和为提问指定的身份组，才可以代表服务器回答。",
	Withdrawn:    "已撤回：不再作为回答给出。", NotReached: "未能联系到提问人。回答已保存，再有人问时会给出。",
	Somebody: "本服务器的一位成员", PersonAnswers: "成员的回答", PersonSays: "这是本服务器成员的说法，不是文件的内容。", DocumentsSay: "文件的内容",
	UnansweredTitle: "未解决的问题", NothingOpen: "没有未解决的问题：每个问题都有答案，也没有回答被认为不对。",
	TimesNotFound: "没有答案：%s 次", TimesNotRight: "被认为不对：%s 次", SetAskRole: "有人提问时提醒、并可以回答的身份组（不选则由管理员回答）",
	NoticesWait: "等待发送的通知：%s 条，最早 %s", NoticesFailed: "最近 7 天放弃的通知：%s 条",
}

var traditionalWords = words{
	Question: "問題：", AsOf: "截至", Page: "第 %s 頁", Scope: "關於：", Working: "計算：", InOtherWords: "中文說明：",
	ListMark:       "、",
	ConfidenceHigh: "把握：高（這類回答 20 次至少對 19 次）",
	ConfidenceGood: "把握：較高（這類回答 5 次至少對 4 次），請核對出處",
	ConfidenceFair: "把握：一般（這類回答 10 次約對 7 次），採用前請核對出處",
	ConfidenceLow:  "把握：低，採用前請核對出處",
	Unsure:         "沒有把握，文件中最接近的內容", Closest: "其中可能有答案，採用前請核對。",
	SureLabel: "回答要有多大把握？（百分比，0 為預設）", BadSure: "請填寫 0 到 99 之間的百分比。", SetSure: "給出回答所需的把握：", SureOfIndex: "預設",
	NotFound: "文件沒有說明", Nearest: "與您的問題最接近的內容",
	Related: "相關事實", NothingRelated: "文件沒有更多相關內容。", NoSource: "這個回答沒有引用原文。",
	Share: "分享", AskPerson: "請人回答", Source: "原文", Helpful: "有幫助", Unhelpful: "不對",
	Thanks: "謝謝，這有助於改進回答。", ThanksForReason: "謝謝，維護文件的人會看到。",
	WhyTitle: "哪裡不對？", WhyLabel: "哪裡錯了或缺了什麼？", WhyHint: "數字、日期、出處、意思……",
	OpenQuestion: "一個文件沒有回答的問題", AskedBy: "%s 提問於 %s", Asked: "您的問題已發到 %s，會有人在那裡回答。",
	NobodyToAsk:   "目前無法請人回答：沒有設定提問頻道，或頻道已不存在。請告訴伺服器管理員。",
	SharedAlready: "這個回答已經分享過了。", MayNotShare: "您不能在這個伺服器分享回答，由管理員決定誰可以。",

	Results: "「%s」的搜尋結果", Found: "共 %s 筆", PageOf: "第 %s 頁，共 %s 頁", NoResults: "沒有找到。請減少或更換詞語，或取消篩選。",
	DidYouMean: "改為搜尋「%s」", AllTopics: "所有主題", AllAgencies: "所有部門", OpenMeasure: "查看措施……",
	Before: "上一頁", After: "下一頁", NoMeasure: "沒有名為「%s」的措施。用 /主題 查看全部。",
	OpenTopic: "查看主題……", NoTopics: "文件沒有主題。", NoMeasures: "這裡沒有措施。", BackToTopics: "所有主題",
	Topics: "主題", Colon: "：", Counts: "%s 個主題 · %s 項措施 · %s 份文件",
	ForWhom: "對象：", Agency: "部門：", Effective: "開始：", Deadline: "截止：", Topic: "主題：",

	StatusCounts: "%s 份文件 · %s 項措施 · %s 條事實", Revision: "版本：", Running: "啟動時間：",
	FeedbackCounts: "認為有幫助的回答：%s，不對的：%s", NoProblems: "沒有發現問題。", Problems: "發現的問題：%s", NotRead: "（未能讀取）",
	Held: "文件不見了：%s 份（共 %s 份）", HeldAsk: "沒有做任何變更，也沒有通知任何人：資料夾可能被清空、移走或沒有掛載。這些文件是刪除了嗎？",
	HeldAccept: "已刪除，通知大家", HeldWait: "等文件恢復", KeptWaiting: "繼續使用之前的版本。文件恢復後，只通知真正的變化。",
	NotKept: "這個回答未能保存：機器人所在的磁碟已滿，以後數字有變化時無法通知您。", CannotKeep: "現在無法保存：機器人所在的磁碟已滿或無法寫入。請稍後再試，或告知管理員。",
	AndMore: "還有 %s 個", NothingNew: "沒有變化", Refreshed: "已重新讀取文件，變化：%s 處",
	KeptBefore: "%s 目前無法讀取，仍使用之前的版本",
	Audit:      "最近的操作", NoActions: "還沒有任何變更。", ByTheBot: "機器人自身",
	Settings: "本伺服器的設定", Yes: "是", No: "否",
	SetPrivate: "回答只給提問者看：", SetCorrections: "告知過的數字有變化時通知提問者：", SetKeep: "回答保存：",
	SetZone: "時區：", ZoneOfBase: "與文件相同", Days: "%s 天",
	SetLanguage: "語言", EachTheirOwn: "跟隨每個人的語言",
	SetAskChannel: "請人回答的頻道（不選則沒有按鈕）", SetManagers: "除伺服器管理員外，可以管理機器人的身分組",
	SetSharers: "可以分享回答的身分組（不選則所有人）", TogglePrivate: "變更隱私", ToggleCorrections: "變更更正通知",
	MoreSettings: "更多……", KeepLabel: "回答保存多少天？", ZoneLabel: "時區（留空則與文件相同）",
	BadDays: "請填寫 1 到 %d 之間的天數。", BadZone: "請填寫時區名稱，例如 Asia/Taipei 或 Europe/Berlin。",
	IntegrationsHint: "可以管理機器人的身分組，還需要在「伺服器設定 → 整合」中獲得許可才能看到 /政策管理。",

	Privacy: "您的資料", PrivacyKept: "保存了您的 %s 個問題及其回答、%s 條評價、%s 次管理操作。",
	PrivacyWhy:  "回答在本伺服器保存 %s 天，以便告知過您的數字有變化時通知您；評價隨回答一起刪除，訂閱保留到您取消為止。您私下提問的內容其他人看不到；伺服器管理員能看到哪些問題沒有答案、哪些回答被認為不對，但看不到是誰問的。",
	PrivacyLast: "您最近的問題", PrivacyMore: "/隱私 匯出 以檔案形式取得全部資料，/隱私 刪除 將其刪除。",
	Exported: "保存的您的全部資料：%s 個問題及其回答，以及其他內容。", ExportAlt: "policybot 保存的您的資料，JSON 格式",
	ForgetTitle: "刪除您的資料？", ForgetAsk: "將在所有伺服器刪除您的問題、回答和評價。之後數字有變化時無法再通知您。您作為管理員所做的變更會保留在該伺服器的紀錄中。",
	ForgetYes: "刪除", ForgetDone: "完成。您的問題、回答和評價已刪除。",
	Help: "您可以在這裡做什麼", HelpIntro: "用中文或英文詢問政策文件，您會得到準確的數字和出處，或者如實的「文件沒有說明」。",
	HelpMenu:    "右鍵點擊訊息，選「應用程式」：",
	HelpMention: "也可以提及機器人、回覆它或直接傳訊息給它；頻道裡的所有人都能看到這些回答。",

	Unknown: "這在這裡無法使用或已失效，請用指令重新開始。", Expired: "這已過期，請用指令重新開始。",
	NotYours:     "這屬於其他人。請自己使用指令。",
	ManagersOnly: "只有管理本伺服器機器人的人可以這樣做。",
	SlowDown:     "請稍候，%d 秒後再試。", Busy: "現在提問的人很多，請稍後再試。",
	Forgotten:     "這個回答已不再保存，請重新提問。",
	EmptyQuestion: "沒有可以查詢的文字。", LongQuestion: "太長了，請不要超過 %d 個字元。",
	Failed: "出錯了。如果再次發生，請把這個編號告訴機器人的營運者：%s", TookTooLong: "用時太長，請重試。如果再次發生，請把這個編號告訴機器人的營運者：%s",

	TakenAs: "理解為：", MentionMe: "只提到我的身分組的訊息，我看不到內容。請直接提及我本人，或使用 /提問。",
	SetThreads: "在 /提問 的公開回答下開討論串：", ToggleThreads: "變更討論串",

	ConfirmAsk: "問題會發到 %s，由人來回答。回答會發給您，並留給以後問同樣問題的人。", AskNamed: "署名提問", AskUnnamed: "匿名提問",
	AskedUnnamed: "一位成員匿名提問", AnswerIt: "回答", ChangeAnswer: "修改回答", Withdraw: "撤回",
	AnswerLabel: "您的回答", AnswerHint: "會連同您的名字和日期發給提問人，以及以後問同樣問題的人。",
	MayNotAnswer: "只有管理本伺服器機器人的人，和為提問指定的身分組，才可以代表伺服器回答。",
	Withdrawn:    "已撤回：不再作為回答給出。", NotReached: "未能聯絡到提問人。回答已保存，再有人問時會給出。",
	Somebody: "本伺服器的一位成員", PersonAnswers: "成員的回答", PersonSays: "這是本伺服器成員的說法，不是文件的內容。", DocumentsSay: "文件的內容",
	UnansweredTitle: "未解決的問題", NothingOpen: "沒有未解決的問題：每個問題都有答案，也沒有回答被認為不對。",
	TimesNotFound: "沒有答案：%s 次", TimesNotRight: "被認為不對：%s 次", SetAskRole: "有人提問時提醒、並可以回答的身分組（不選則由管理員回答）",
	NoticesWait: "等待發送的通知：%s 則，最早 %s", NoticesFailed: "最近 7 天放棄的通知：%s 則",
}
