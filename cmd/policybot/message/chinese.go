// Package message says in Chinese what commands report in English when they
// fail: [Chinese]. What it has no words for stays as it is, so that nothing is
// lost.
package message

import (
	"regexp"
	"strings"
)

// rule is one message. In words, $1 is what the first group of the pattern
// matched, and %1 the same said in Chinese.
type rule struct {
	pattern *regexp.Regexp
	words   string
}

func say(pattern, words string) rule {
	return rule{regexp.MustCompile(`^(?s:` + pattern + `)$`), words}
}

// rules are tried in order; the first that matches the whole message is taken.
var rules = []rule{
	// How a command was called.
	say(`unknown command "(.+?)" for "(.+?)"\s*Did you mean this\?\s*(.+?)\s*`, "没有“$1”这个命令。您是不是要用：$2 $3？"),
	say(`unknown command "(.+?)" for "(.+?)"`, "没有“$1”这个命令；所有命令见 $2 --help"),
	say(`unknown (?:shorthand )?flag: (?:'.' in )?(\S+); see (.+)`, "没有 $1 这个选项；可用的选项见 $2"),
	say(`flag needs an argument: (?:'.' in )?(\S+); see (.+)`, "$1 后面缺少内容；用法见 $2"),
	say(`invalid argument "(.*?)" for "(.+?)" flag: .*; see (.+)`, "$2 不能是“$1”；用法见 $3"),
	say(`accepts between (\d+) and (\d+) arg\(s\), received (\d+); see (.+)`, "应给 $1 到 $2 个参数，给了 $3 个；用法见 $4"),
	say(`accepts at most (\d+) arg\(s\), received (\d+); see (.+)`, "最多给 $1 个参数，给了 $2 个；用法见 $3"),
	say(`accepts (\d+) arg\(s\), received (\d+); see (.+)`, "应给 $1 个参数，给了 $2 个；用法见 $3"),
	say(`a question is missing; try "(.+)"`, "缺少问题；用法见 $1"),
	say(`something to search for is missing; try "(.+)"`, "缺少要查找的词；用法见 $1"),
	say(`a directory to begin in is missing; try "(.+)"`, "缺少目录名；用法见 $1"),
	say(`--sure (.+): want a share from 0 to 0\.99, such as 0\.8`, "--sure $1：应为 0 到 0.99 之间的数，例如 0.8"),
	say(`--lang (.+): want zh or en`, "--lang $1：应为 zh 或 en"),
	say(`--limit (.+): want 1 to 100`, "--limit $1：应为 1 到 100"),
	say(`--page (.+): pages are counted from 1`, "--page $1：页码从 1 开始"),
	say(`--topic (.+): this base has no topics`, "--topic $1：这个文档库没有主题"),
	say(`--topic (.+): no such topic; want one of (.+)`, "--topic $1：没有这个主题；可选：$2"),
	say(`no measure has the id "(.+?)"; did you mean "(.+?)"\?; policybot show lists them`, "没有编号为“$1”的措施；您是不是要找“$2”？policybot show 列出全部措施"),
	say(`no measure has the id "(.+?)"; policybot show lists them`, "没有编号为“$1”的措施；policybot show 列出全部措施"),
	say(`--since "(.*?)": .+`, "--since “$1”：请写日期（2025-03-01）或多久以前（7d、2w、12h）"),
	say(`color "(.+)": want auto, always or never`, "--color “$1”：应为 auto、always 或 never"),
	say(`notices are sent by policybot serve; add --dry-run to see what would be sent`, "通知由 policybot serve 发送；加上 --dry-run 可查看将要发送的内容"),

	// Files and directories.
	say(`read the base: (.+) does not exist; name a directory with policy documents`, "目录 $1 不存在；请指定存放政策文件的目录"),
	say(`read the base: (.+) is a file; name the directory it is in`, "$1 是一个文件；请指定它所在的目录"),
	say(`check: no directory; try policybot check \./policies`, "缺少目录；例如：policybot check ./policies"),
	say(`check: (.+) is not a directory; name the one the documents are in`, "$1 不是目录；请指定存放文件的目录"),
	say(`(.+) is one file: name the file to compare it with, or a directory that holds several versions`, "$1 只是一个文件：请再给出要与它比较的文件，或者给出存放多个版本的目录"),
	say(`one is a file and the other a directory: give two files or two directories`, "一个是文件，一个是目录：请给出两个文件或两个目录"),
	say(`--git compares one path with itself: give one file or directory`, "--git 比较同一路径的不同版本：只给一个文件或目录"),
	say(`--git needs the program git: install it, or check out both versions and name their directories`, "--git 需要 git 程序：请安装 git，或者取出两个版本，给出它们的目录"),
	say(`no questions in (.+): write them an object a line, such as (.+)`, "$1 中没有问题：请每行写一个，例如 $2"),
	say(`(.+) is there already; name another file`, "$1 已经存在；请换一个文件名"),
	say(`(.+) is not empty \((.+)\); name a new directory`, "$1 不是空目录（里面有 $2）；请换一个新目录"),
	say(`(.+) does not hold what policybot init writes; ask of your own documents with: (.+)`, "$1 不是 policybot init 建立的目录；向自己的文件提问请用：$2"),
	say(`(.+) is no backup, or not a whole one: (.+)`, "$1 不是备份文件，或者不完整：%2"),
	say(`(.+) holds state already \((.+)\); stop serve and add --force to move it aside`, "$1 中已有数据（$2）；请先停止 serve，再加 --force 把原有数据移到一旁"),
	say(`open state: there is none in (.+); name the data directory of policybot serve with --data`, "$1 中没有数据；请用 --data 指定 policybot serve 的数据目录"),
	say(`(?:.*: )?(?:open|stat|lstat|read) ([^:]+): no such file or directory(?:; check the path)?`, "文件 $1 不存在；请检查路径"),
	say(`(?:.*: )?(?:open|CreateFile|GetFileAttributesEx) (.+): The system cannot find the (?:file|path) specified\.(?:; check the path)?`, "文件 $1 不存在；请检查路径"),
	say(`(?:.*: )?(?:open|mkdir|read|stat|unlinkat|rename) ([^:]+): permission denied(?:; look at who may read and write it)?`, "没有权限读写 $1；请检查它的权限"),
	say(`(?:.*: )?(?:open|mkdir|write) ([^:]+): (?:read-only file system|no space left on device)`, "$1 无法写入：磁盘已满或只读；请腾出空间，或用 --data 指定可写的目录"),
	say(`the disk is full or cannot be written to; make room, or make the data directory writable(?: \((.+)\))?`, "磁盘已满或无法写入；请腾出空间，或让数据目录可写"),

	// The database and the indexes.
	say(`the database is damaged: (.+) is (gone|empty), though the directory holds earlier revisions; restore a backup with policybot restore, or move what is in (.+) away to begin anew`,
		"数据库已损坏：$1 不见了或是空的，而目录中还有以前的版本；请用 policybot restore 恢复备份，或者移走 $3 中的内容重新开始"),
	say(`(.+): the database is damaged: (.+); restore a backup with policybot restore, or move what is in (.+) away to begin anew`,
		"$1：数据库已损坏（%2）；请用 policybot restore 恢复备份，或者移走 $3 中的内容重新开始"),
	say(`it is empty`, "文件是空的"),
	say(`it does not begin as a database does`, "文件开头不是数据库"),
	say(`it has (\d+) of (\d+) bytes, as after a copy that was broken off`, "应有 $2 字节，只有 $1 字节，像是复制中断了"),
	say(`the database has version (\d+) and this program knows (\d+): it was written by a newer policybot; run that one, or restore a backup`,
		"数据库是第 $1 版，本程序只认识到第 $2 版：它由更新的 policybot 写成；请运行那个版本，或恢复备份"),
	say(`open the index just built: (.+)`, "刚建立的索引打不开：%1；请再试一次，policybot doctor 可检查数据目录"),
	say(`open the index: (.+)`, "索引打不开：%1；请运行 policybot doctor，索引可以重新建立"),
	say(`build the index: (.+)`, "建立索引失败：%1"),

	// Settings.
	say(`no bot token: .*`, noToken),
	say(`read (.+): line (\d+) is not NAME=value, or a quote in it is not closed; see \.env\.example`, "$1 第 $2 行不是“名称=值”，或者引号没有闭合；写法见 .env.example"),
	say(`POLICYBOT_SETTLE is not a time between 0s and 1h; write it like 1m or 30s`, "POLICYBOT_SETTLE 应在 0s 到 1h 之间；写法如 1m 或 30s"),
	say(`listen on POLICYBOT_HTTP: (.+); write an address such as 127\.0\.0\.1:8080`, "POLICYBOT_HTTP 的地址无法监听（$1）；写法如 127.0.0.1:8080"),
	say(`Discord does not accept the token.*`, "Discord 不接受这个令牌；请在 https://discord.com/developers/applications 重新生成，写入 DISCORD_TOKEN"),

	// Work that was broken off.
	say(`stopped by Ctrl-C`, "已中断"),
	say(`stopped by Ctrl-C; (\d+) of (\d+) files are read and kept, the same command goes on from there`, "已中断；已读的 $1/$2 个文件会保留，再次运行同一命令会从这里继续"),
	say(`stopped by Ctrl-C; the first (\d+) questions are answered above`, "已中断；前 $1 个问题的回答在上面"),
	say(`stopped by Ctrl-C; nothing was changed`, "已中断；没有改动任何内容"),
}

// noToken is what serve says without a token.
const noToken = `没有机器人的令牌：请在环境变量或 .env 文件中设置 DISCORD_TOKEN（写法见 .env.example）

  1. 在 https://discord.com/developers/applications 新建一个应用
  2. 打开“Bot”页，点 Reset Token，把令牌复制到 DISCORD_TOKEN
  3. 邀请机器人，把 APPLICATION_ID 换成应用的编号：
     https://discord.com/oauth2/authorize?client_id=APPLICATION_ID&scope=bot+applications.commands&permissions=274877991936

没有 Discord 帐号也能试：
  在本机模拟一个 Discord：   go run ./bot/discord/discordtest/console
  在命令行提问：             policybot ask "…"`

// Chinese returns a message of an error in Chinese. What was being done stands
// before a colon; each part that is known is said in Chinese.
func Chinese(text string) string {
	for _, r := range rules {
		if m := r.pattern.FindStringSubmatch(text); m != nil {
			return r.fill(m)
		}
	}
	if doing, why, ok := strings.Cut(text, ": "); ok {
		if said := Chinese(why); said != why {
			return doing + "：" + said
		}
	}
	return text
}

// fill puts what was matched into the words.
func (r rule) fill(matched []string) string {
	var out strings.Builder
	for i := 0; i < len(r.words); i++ {
		c := r.words[i]
		if (c == '$' || c == '%') && i+1 < len(r.words) && r.words[i+1] >= '1' && r.words[i+1] <= '9' {
			i++
			part := matched[r.words[i]-'0']
			if c == '%' {
				part = Chinese(part)
			}
			out.WriteString(part)
			continue
		}
		out.WriteByte(c)
	}
	return out.String()
}
