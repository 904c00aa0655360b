<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutForm</name>
    <message>
        <source>Name of the pack</source>
        <translation>话术包名字</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>这一版改了什么</translation>
    </message>
    <message>
        <source>For your teammates: what is new, what to look at</source>
        <translation>写给同事看：新加了什么、哪些要留意</translation>
    </message>
    <message>
        <source>Last version: {version}</source>
        <translation>上一版：{version}</translation>
    </message>
    <message>
        <source>{count} more replies of this pack are not among these. Whoever has the pack will see them as gone from it.</source>
        <translation>这个话术包还有 {count} 条不在其中；已有这个包的人，会看到它们在新版里没有了。</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Undo “{deed}”</source>
        <translation>撤销「{deed}」</translation>
    </message>
    <message>
        <source>Redo “{deed}”</source>
        <translation>重做「{deed}」</translation>
    </message>
    <message>
        <source>New reply</source>
        <translation>新建话术</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Shared places…</source>
        <translation>共享位置…</translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation>发布…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Move to category…</source>
        <translation>移动到分组…</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Find and replace…</source>
        <translation>查找替换…</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>恢复文字大小</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一栏</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一栏</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>彻底删除</translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>image</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>AutoReplyExport</name>
    <message>
        <source>Export auto replies</source>
        <translation>导出自动回复</translation>
    </message>
    <message>
        <source>Text (*{ending})</source>
        <translation>文本 (*{ending})</translation>
    </message>
    <message>
        <source>Auto replies</source>
        <translation>自动回复</translation>
    </message>
    <message>
        <source>(longer than this client takes: only the beginning)</source>
        <translation>（超过这个软件一次能发的长度，只有开头）</translation>
    </message>
    <message>
        <source>{count} texts are in {file}</source>
        <translation>{count} 段文字已写进 {file}</translation>
    </message>
    <message>
        <source>The library has no away messages to write</source>
        <translation>话术库里没有可写的离开留言</translation>
    </message>
</context>
<context>
    <name>AwayMenu</name>
    <message>
        <source>Leave now</source>
        <translation>马上离开</translation>
    </message>
    <message>
        <source>Away for another reason</source>
        <translation>改离开原因</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>As the working hours say</source>
        <translation>按作息时间</translation>
    </message>
    <message>
        <source>Something else…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>I am still here</source>
        <translation>我还在</translation>
    </message>
    <message>
        <source>I am back</source>
        <translation>我回来了</translation>
    </message>
    <message>
        <source>Busy: slow to answer</source>
        <translation>忙碌</translation>
    </message>
    <message>
        <source>Away panel…</source>
        <translation>离开面板…</translation>
    </message>
</context>
<context>
    <name>AwayPage</name>
    <message>
        <source>Leaving by itself</source>
        <translation>自动离开</translation>
    </message>
    <message>
        <source>Away when nothing is touched</source>
        <translation>无操作时自动离开</translation>
    </message>
    <message>
        <source>After</source>
        <translation>多久之后</translation>
    </message>
    <message>
        <source>Ask before</source>
        <translation>提前询问</translation>
    </message>
    <message>
        <source>Any touch of keyboard or mouse says no.</source>
        <translation>动一下键盘或鼠标就不离开。</translation>
    </message>
    <message>
        <source>Away when the screen is locked</source>
        <translation>锁屏时算离开</translation>
    </message>
    <message>
        <source>Away when the machine sleeps</source>
        <translation>电脑睡眠时算离开</translation>
    </message>
    <message>
        <source>Not while a window covers the whole screen</source>
        <translation>有窗口全屏时不打扰</translation>
    </message>
    <message>
        <source>A film or a talk: nothing is asked and nobody leaves by itself.</source>
        <translation>看视频或演示时，不询问也不自动离开。</translation>
    </message>
    <message>
        <source>Coming back</source>
        <translation>回来</translation>
    </message>
    <message>
        <source>Notice by itself that I am back</source>
        <translation>自动发现我回来了</translation>
    </message>
    <message>
        <source>By a touch of keyboard or mouse, or when the screen is unlocked.</source>
        <translation>动了键盘鼠标，或屏幕解锁时。</translation>
    </message>
    <message>
        <source>First offer replies for those who waited</source>
        <translation>先列「让您久等」的话术</translation>
    </message>
    <message>
        <source>For ten minutes, in the search window.</source>
        <translation>回来后十分钟内，在搜索窗口里。</translation>
    </message>
    <message>
        <source>Working hours</source>
        <translation>上班时间</translation>
    </message>
    <message>
        <source>Leave as the working hours say</source>
        <translation>到时间自动离开</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>作息时间</translation>
    </message>
    <message>
        <source>Asks before.</source>
        <translation>按下面的上班时间和午休；离开前会询问。</translation>
    </message>
    <message>
        <source>Public holidays are free</source>
        <translation>法定节假日休息</translation>
    </message>
    <message>
        <source>As the State Council announces them; make-up workdays are worked.</source>
        <translation>按国务院公布的安排；调休上班的日子照常上班。</translation>
    </message>
    <message>
        <source>Lunch</source>
        <translation>午休</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>From and to</source>
        <translation>起止时间</translation>
    </message>
    <message>
        <source>＋ Add days</source>
        <translation>＋ 添加时段</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>＋ Add a date</source>
        <translation>＋ 添加日期</translation>
    </message>
    <message>
        <source>off, or 10:00-16:00</source>
        <translation>off（休息），或 10:00-16:00</translation>
    </message>
    <message>
        <source>One date such as 2026-10-01, or 2026-10-01..2026-10-07; “off” for a day off.</source>
        <translation>写一天（2026-10-01）或一段（2026-10-01..2026-10-07）；休息写 off。</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>留言</translation>
    </message>
    <message>
        <source>Copy the message on leaving</source>
        <translation>离开时把留言复制到剪贴板</translation>
    </message>
    <message>
        <source>Busy ends after</source>
        <translation>忙碌多久后结束</translation>
    </message>
    <message>
        <source>Which replies are used</source>
        <translation>用哪些留言</translation>
    </message>
    <message>
        <source>Back again</source>
        <translation>回来之后</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>离开原因</translation>
    </message>
    <message>
        <source>Tags, categories or shortcuts</source>
        <translation>标签、分组或快捷编码</translation>
    </message>
    <message>
        <source>＋ Add a rule</source>
        <translation>＋ 添加规则</translation>
    </message>
    <message>
        <source>lunch, ;wx</source>
        <translation>午休 ;wx</translation>
    </message>
    <message>
        <source>Tags, categories or ;shortcuts of away replies. What has no rule here uses its usual tag, such as 午休 or 下班.</source>
        <translation>写离开留言的标签、分组，或 ; 加快捷编码。没写规则的原因用平常的标签，如 午休、下班。</translation>
    </message>
    <message>
        <source>Do not ask</source>
        <translation>不询问</translation>
    </message>
    <message>
        <source>{seconds} seconds before</source>
        <translation>提前 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>AwayPanel</name>
    <message>
        <source>Not away today so far.</source>
        <translation>今天还没有离开过。</translation>
    </message>
    <message>
        <source>Away today: {count}×, {span} together.</source>
        <translation>今天离开 {count} 次，共 {span}。</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Hide the week</source>
        <translation>收起本周记录</translation>
    </message>
    <message>
        <source>Show the week</source>
        <translation>查看本周记录</translation>
    </message>
</context>
<context>
    <name>Body</name>
    <message>
        <source>Wording {number}: {trouble}</source>
        <translation>说法 {number}：{trouble}</translation>
    </message>
    <message>
        <source>Add images</source>
        <translation>添加图片</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>Capture</name>
    <message>
        <source>Saved as a reply: {title}</source>
        <translation>已存成话术：{title}</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
</context>
<context>
    <name>CardPainter</name>
    <message>
        <source>keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>used {count} times</source>
        <translation>用过 {count} 次</translation>
    </message>
    <message>
        <source>never used</source>
        <translation>没用过</translation>
    </message>
    <message>
        <source>{count} images</source>
        <translation>{count} 张图片</translation>
    </message>
</context>
<context>
    <name>CategoryChooser</name>
    <message>
        <source>Search categories</source>
        <translation>搜索分组</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>No category of this name</source>
        <translation>没有这样的分组</translation>
    </message>
</context>
<context>
    <name>CategoryField</name>
    <message>
        <source>Search categories</source>
        <translation>搜索分组</translation>
    </message>
    <message>
        <source>No category</source>
        <translation>未分组</translation>
    </message>
    <message>
        <source>New category “{path}”</source>
        <translation>新建分组「{path}」</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分组</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>{before} becomes {after}</source>
        <translation>{before} 改为 {after}</translation>
    </message>
    <message>
        <source>title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>variant {number}</source>
        <translation>说法 {number}</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>ChordControl</name>
    <message>
        <source>Press the keys… (Esc: leave as it is)</source>
        <translation>请按下组合键…（Esc 不改）</translation>
    </message>
</context>
<context>
    <name>ClashPage</name>
    <message>
        <source>This reply was changed elsewhere while you were writing</source>
        <translation>您写的时候，这条话术在别处被改过</translation>
    </message>
    <message>
        <source>Nothing has been overwritten. Which version is to stay?</source>
        <translation>两边的内容都还在，没有覆盖。要留哪一个？</translation>
    </message>
    <message>
        <source>Take the other one</source>
        <translation>用库里的</translation>
    </message>
    <message>
        <source>Save mine</source>
        <translation>用我写的</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <source>This reply was deleted elsewhere while you were writing</source>
        <translation>您写的时候，这条话术在别处被彻底删除了</translation>
    </message>
    <message>
        <source>This reply was put into the trash elsewhere while you were writing</source>
        <translation>您写的时候，这条话术在别处被放进了回收站</translation>
    </message>
    <message>
        <source>In the library</source>
        <translation>库里现在的</translation>
    </message>
    <message>
        <source>What you wrote</source>
        <translation>我写的</translation>
    </message>
    <message>
        <source>Wording {number}</source>
        <translation>说法 {number}</translation>
    </message>
</context>
<context>
    <name>ClientForm</name>
    <message>
        <source>Switched off for all under “Delivery”.</source>
        <translation>「送出」页里还没有允许。</translation>
    </message>
    <message>
        <source>Switch it on</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自建</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已改</translation>
    </message>
    <message>
        <source>You said: {windows}</source>
        <translation>您指认过：{windows}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Emoticons</source>
        <translation>表情写法</translation>
    </message>
    <message>
        <source>Longest message</source>
        <translation>一条最多几个字</translation>
    </message>
    <message>
        <source>Characters; longer texts are cut at the end of a sentence. 0: no limit.</source>
        <translation>超过就在句末分成几条；0 为不限。</translation>
    </message>
    <message>
        <source>Line ends</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>Key for a new line</source>
        <translation>换行键</translation>
    </message>
    <message>
        <source>Paste key</source>
        <translation>粘贴键</translation>
    </message>
    <message>
        <source>Wait before pasting</source>
        <translation>粘贴前等待</translation>
    </message>
    <message>
        <source>Milliseconds, for a program that is slow to come to the front.</source>
        <translation>毫秒；软件反应慢时用。</translation>
    </message>
    <message>
        <source>Enter sends the message</source>
        <translation>按 Enter 就发送</translation>
    </message>
    <message>
        <source>Send all parts of a reply by itself</source>
        <translation>分段由程序自己发完</translation>
    </message>
    <message>
        <source>Presses Enter between them. Off: each part waits for your key.</source>
        <translation>每段之间替您按 Enter；不开：一次只粘贴一段。</translation>
    </message>
    <message>
        <source>Known by its programs</source>
        <translation>按程序名认出</translation>
    </message>
    <message>
        <source>One on a line, * stands for anything: ShopDesk.exe, qianniu*</source>
        <translation>一行一个，* 代表任意：ShopDesk.exe、qianniu*</translation>
    </message>
    <message>
        <source>By its window classes</source>
        <translation>按窗口类名认出</translation>
    </message>
    <message>
        <source>By titles of pages in a browser</source>
        <translation>按浏览器网页标题认出</translation>
    </message>
    <message>
        <source>Such as *飞鸽*. In other programs titles do not count: buyers write them.</source>
        <translation>例如 *飞鸽*。别的程序不看标题：那里有买家写的字。</translation>
    </message>
    <message>
        <source>As under “Delivery”</source>
        <translation>同「送出」页</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>用通用的</translation>
    </message>
    <message>
        <source>Back to built-in</source>
        <translation>恢复自带</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘掉</translation>
    </message>
</context>
<context>
    <name>ClientWords</name>
    <message>
        <source>Emoji 😊</source>
        <translation>Emoji 😊</translation>
    </message>
    <message>
        <source>Wangwang codes /:^_^</source>
        <translation>旺旺代码 /:^_^</translation>
    </message>
    <message>
        <source>WeChat names [微笑]</source>
        <translation>微信 [微笑]</translation>
    </message>
    <message>
        <source>Douyin names [微笑]</source>
        <translation>抖音 [微笑]</translation>
    </message>
    <message>
        <source>QQ names /微笑</source>
        <translation>QQ /微笑</translation>
    </message>
    <message>
        <source>Faces of signs (^_^)</source>
        <translation>颜文字 (^_^)</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不写表情</translation>
    </message>
    <message>
        <source>Made blanks (it sends at a line end)</source>
        <translation>换成空格（遇到换行就会发出去的软件）</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>照旧</translation>
    </message>
    <message>
        <source>Line by line, with a key between</source>
        <translation>一行一行贴，行间按换行键</translation>
    </message>
    <message>
        <source>At most 60 lines of 80 characters, none of them * alone: that would be every window.</source>
        <translation>最多 60 行、每行 80 字；不能只写一个 *，那会是所有窗口。</translation>
    </message>
    <message>
        <source>A name has 1 to 40 characters.</source>
        <translation>名字要有 1 到 40 个字。</translation>
    </message>
    <message>
        <source>A number from {least} to {most}, or 0 for no limit.</source>
        <translation>请填 {least} 到 {most} 的数，0 为不限。</translation>
    </message>
    <message>
        <source>A number from 0 to {most}.</source>
        <translation>请填 0 到 {most} 的数。</translation>
    </message>
    <message>
        <source>Needs Ctrl, Alt, Shift or Meta, or it would type into the chat.</source>
        <translation>要带 Ctrl、Alt、Shift 或 Meta，不然会打进聊天里。</translation>
    </message>
</context>
<context>
    <name>ClientsPage</name>
    <message>
        <source>your own</source>
        <translation>自建</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已改</translation>
    </message>
    <message>
        <source>New chat program</source>
        <translation>新的聊天软件</translation>
    </message>
    <message>
        <source>＋ Another chat program</source>
        <translation>＋ 添加聊天软件</translation>
    </message>
    <message>
        <source>Chat programs</source>
        <translation>聊天软件</translation>
    </message>
</context>
<context>
    <name>ColumnsPage</name>
    <message>
        <source>No row names the columns</source>
        <translation>没有表头行</translation>
    </message>
    <message>
        <source>Row {number} names the columns</source>
        <translation>表头在第 {number} 行</translation>
    </message>
    <message>
        <source>Say what each column means: press what stands above it (Alt+Down). One of them has to be the text.</source>
        <translation>请指明每一列是什么：点列上方的名称（Alt+↓）选择。至少要有一列是「内容」。</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>读出来是这样</translation>
    </message>
    <message>
        <source>No replies come of it yet.</source>
        <translation>现在还读不出话术。</translation>
    </message>
    <message>
        <source>Read it like this</source>
        <translation>就这样读取</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>First rows of the table</source>
        <translation>表格的前几行</translation>
    </message>
    <message>
        <source>Row that names the columns</source>
        <translation>表头行</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Mine ({when})</source>
        <translation>我的（{when} 改）</translation>
    </message>
    <message>
        <source>Theirs (pack {version})</source>
        <translation>对方的（包 {version}）</translation>
    </message>
    <message>
        <source>Theirs (this file)</source>
        <translation>对方的（这个文件）</translation>
    </message>
    <message>
        <source>At the last import (pack {version}): {text}</source>
        <translation>上次导入时（包 {version}）：{text}</translation>
    </message>
    <message>
        <source>At the last import: {text}</source>
        <translation>上次导入时：{text}</translation>
    </message>
</context>
<context>
    <name>DealBar</name>
    <message>
        <source>Keep this one, discard {count}</source>
        <translation>只留这条，删去 {count} 条</translation>
    </message>
    <message>
        <source>Merge {count} as variants</source>
        <translation>合并 {count} 条为说法</translation>
    </message>
    <message>
        <source>They are different</source>
        <translation>不是重复</translation>
    </message>
    <message>
        <source>{name} ({key})</source>
        <translation>{name} ({key})</translation>
    </message>
    <message>
        <source>Take it back (Ctrl+Z)</source>
        <translation>撤回 (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>Deed</name>
    <message>
        <source>Add {count} replies</source>
        <translation>新建 {count} 条</translation>
    </message>
    <message>
        <source>Duplicate {count}</source>
        <translation>复制 {count} 条</translation>
    </message>
    <message>
        <source>Move {count}</source>
        <translation>移动 {count} 条</translation>
    </message>
    <message>
        <source>Sort {count}</source>
        <translation>排序 {count} 条</translation>
    </message>
    <message>
        <source>Tag {count}</source>
        <translation>给 {count} 条加标签</translation>
    </message>
    <message>
        <source>Untag {count}</source>
        <translation>给 {count} 条去标签</translation>
    </message>
    <message>
        <source>Change the kind of {count}</source>
        <translation>改 {count} 条的类别</translation>
    </message>
    <message>
        <source>Favourites: {count}</source>
        <translation>收藏 {count} 条</translation>
    </message>
    <message>
        <source>Move {count} to the trash</source>
        <translation>删除 {count} 条</translation>
    </message>
    <message>
        <source>Restore {count}</source>
        <translation>恢复 {count} 条</translation>
    </message>
    <message>
        <source>Replace in {count}</source>
        <translation>替换 {count} 条</translation>
    </message>
    <message>
        <source>Merge {count} replies</source>
        <translation>合并 {count} 条</translation>
    </message>
    <message>
        <source>Import {count}</source>
        <translation>导入 {count} 条</translation>
    </message>
    <message>
        <source>Take back an import of {count}</source>
        <translation>撤回导入 {count} 条</translation>
    </message>
    <message>
        <source>Add reply</source>
        <translation>新建话术</translation>
    </message>
    <message>
        <source>Edit reply</source>
        <translation>编辑话术</translation>
    </message>
    <message>
        <source>Duplicate reply</source>
        <translation>复制话术</translation>
    </message>
    <message>
        <source>Capture the clipboard</source>
        <translation>剪贴板收录</translation>
    </message>
    <message>
        <source>Move reply</source>
        <translation>移动话术</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>加标签</translation>
    </message>
    <message>
        <source>Untag</source>
        <translation>去标签</translation>
    </message>
    <message>
        <source>Change the kind</source>
        <translation>改类别</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>删除话术</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复话术</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>新建分组</translation>
    </message>
    <message>
        <source>Change category</source>
        <translation>修改分组</translation>
    </message>
    <message>
        <source>Merge categories</source>
        <translation>合并分组</translation>
    </message>
    <message>
        <source>Remove category</source>
        <translation>删除分组</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换文字</translation>
    </message>
    <message>
        <source>Merge replies</source>
        <translation>合并话术</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Take back an import</source>
        <translation>撤回导入</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>彻底删除</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>上一步</translation>
    </message>
</context>
<context>
    <name>DeliveryPage</name>
    <message>
        <source>Into the chat</source>
        <translation>送进聊天窗口</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>送出以后</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter 键</translation>
    </message>
    <message>
        <source>Ctrl+Enter does the other. A reply can have its own way.</source>
        <translation>Ctrl+Enter 做另一样；单条话术也可以另定。</translation>
    </message>
    <message>
        <source>Copies and pastes into the chat</source>
        <translation>复制并粘贴到聊天窗口</translation>
    </message>
    <message>
        <source>Copies only</source>
        <translation>只复制</translation>
    </message>
    <message>
        <source>Paste key</source>
        <translation>粘贴键</translation>
    </message>
    <message>
        <source>Pressed in the chat program, unless that has its own under “Chat programs”.</source>
        <translation>在聊天软件里按的键；「聊天软件」页里另定的优先。</translation>
    </message>
    <message>
        <source>Let all parts of a reply be sent at once</source>
        <translation>允许程序把分段一次发完</translation>
    </message>
    <message>
        <source>Only in those programs for which it is switched on under “Chat programs”; Enter is pressed for you.</source>
        <translation>只对「聊天软件」页里打开了这一项的软件有效；由程序替您按 Enter。</translation>
    </message>
    <message>
        <source>Put back what was on the clipboard</source>
        <translation>恢复剪贴板原来的内容</translation>
    </message>
    <message>
        <source>Once the chat program has read the reply. Off: the reply stays there to be pasted again.</source>
        <translation>聊天软件读走话术以后恢复。不开：话术留在剪贴板上，可以再粘贴一次。</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>one question a line: when will it be sent</source>
        <translation>每行一个问法，例如：什么时候发货</translation>
    </message>
    <message>
        <source>only for you and your team</source>
        <translation>只给自己和同事看</translation>
    </message>
</context>
<context>
    <name>Doing</name>
    <message>
        <source>{title} (copy)</source>
        <translation>{title}（副本）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Copied. Still to be filled in: {names}</source>
        <translation>已复制，还需填写：{names}</translation>
    </message>
    <message>
        <source>Copied {count}</source>
        <translation>已复制 {count} 条</translation>
    </message>
</context>
<context>
    <name>DuplicatesPage</name>
    <message>
        <source>Merged {count} into “{title}”. Ctrl+Z undoes it.</source>
        <translation>已把 {count} 条并入「{title}」，Ctrl+Z 可撤销。</translation>
    </message>
    <message>
        <source>Kept “{title}”, {count} are in the trash. Ctrl+Z undoes it.</source>
        <translation>已保留「{title}」，{count} 条移到回收站，Ctrl+Z 可撤销。</translation>
    </message>
    <message>
        <source>They will not be shown together again.</source>
        <translation>以后不再把它们列为重复。</translation>
    </message>
    <message>
        <source>{count} groups</source>
        <translation>{count} 组</translation>
    </message>
    <message>
        <source>Look again (F5)</source>
        <translation>重新查找 (F5)</translation>
    </message>
    <message>
        <source>Groups of replies that say nearly the same</source>
        <translation>内容几乎相同的话术，按组列出</translation>
    </message>
    <message>
        <source>Replies of the group</source>
        <translation>这一组的话术</translation>
    </message>
    <message>
        <source>Looking for duplicates</source>
        <translation>正在查找重复话术</translation>
    </message>
    <message>
        <source>{count} replies · {likeness}</source>
        <translation>{count} 条话术 · {likeness}</translation>
    </message>
    <message>
        <source>The chosen one is kept, with the use of all that are ticked. Marked is what differs.</source>
        <translation>保留选中的一条，勾选的使用次数都并入它；不同之处已标出。</translation>
    </message>
    <message>
        <source>The first {count} are shown; the others come up after.</source>
        <translation>先显示前 {count} 条，处理后再显示其余的。</translation>
    </message>
    <message>
        <source>Looking for replies that say nearly the same…</source>
        <translation>正在查找内容几乎相同的话术…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Not looked through yet</source>
        <translation>还没有查找过</translation>
    </message>
    <message>
        <source>Replies that say nearly the same are shown side by side.</source>
        <translation>内容几乎相同的话术会并排显示。</translation>
    </message>
    <message>
        <source>Look for duplicates (F5)</source>
        <translation>查找重复话术 (F5)</translation>
    </message>
    <message>
        <source>No two replies say the same</source>
        <translation>没有重复的话术</translation>
    </message>
    <message>
        <source>Doubles would be shown here side by side, to keep one or merge them.</source>
        <translation>如有重复，会在这里并排显示，可以只留一条或合并。</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>This reply was changed elsewhere while you were writing.</source>
        <translation>您写的时候，这条话术在别处被改过。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>This reply is in the trash.</source>
        <translation>这条话术在回收站里。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Discarded.</source>
        <translation>已放弃修改。</translation>
    </message>
    <message>
        <source>The wording was removed.</source>
        <translation>已删除这种说法。</translation>
    </message>
    <message>
        <source>The image “{name}” came too late: another reply is open. Add it again.</source>
        <translation>图片「{name}」来晚了，已经打开了别的话术，请重新添加。</translation>
    </message>
    <message>
        <source>Saved; {count} invisible characters were taken out.</source>
        <translation>已保存，去掉了 {count} 个看不见的字符。</translation>
    </message>
    <message>
        <source>it was changed elsewhere meanwhile.</source>
        <translation>它刚在别处被改过。</translation>
    </message>
    <message>
        <source>“{title}” was not saved and is kept as a draft: {why}</source>
        <translation>「{title}」没有保存，已存为草稿：{why}</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>打开看看</translation>
    </message>
    <message>
        <source>Quick reply</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>问候语</translation>
    </message>
    <message>
        <source>Away message</source>
        <translation>离开留言</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>按设置</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste and press Enter</source>
        <translation>粘贴并回车发送</translation>
    </message>
    <message>
        <source>Copy only</source>
        <translation>只复制</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷编码</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Buyers ask it like this</source>
        <translation>买家会这样问</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>How it is sent</source>
        <translation>送出方式</translation>
    </message>
</context>
<context>
    <name>EmoticonPicker</name>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>颜文字</translation>
    </message>
    <message>
        <source>Nothing is called “{text}”.</source>
        <translation>没有叫「{text}」的表情</translation>
    </message>
    <message>
        <source>What you pick will be here.</source>
        <translation>选过的表情会出现在这里</translation>
    </message>
    <message>
        <source>Emoticons</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>No font here has emoji in colour. On Debian and Ubuntu: {package}</source>
        <translation>系统里没有彩色表情字体。Debian、Ubuntu 可安装：{package}</translation>
    </message>
</context>
<context>
    <name>EmptyList</name>
    <message>
        <source>Nothing found for “{text}”</source>
        <translation>没有找到「{text}」</translation>
    </message>
    <message>
        <source>Pinyin, initials and shortcuts are understood too.</source>
        <translation>也可以输入拼音、首字母或快捷编码。</translation>
    </message>
    <message>
        <source>Search the whole library</source>
        <translation>在全部话术里找</translation>
    </message>
    <message>
        <source>New reply with this text</source>
        <translation>用它新建话术</translation>
    </message>
    <message>
        <source>New reply</source>
        <translation>新建话术</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>No replies here yet</source>
        <translation>这里还没有话术</translation>
    </message>
    <message>
        <source>Write one, drag some onto this category, or drop a file on the window.</source>
        <translation>新写一条，把话术拖到这个分组，或把文件拖进窗口。</translation>
    </message>
    <message>
        <source>No favourites yet</source>
        <translation>还没有收藏</translation>
    </message>
    <message>
        <source>Ctrl+D makes the selected replies favourites.</source>
        <translation>选中话术后按 Ctrl+D 收藏。</translation>
    </message>
    <message>
        <source>Nothing used lately</source>
        <translation>最近没有用过话术</translation>
    </message>
    <message>
        <source>What you send from the search appears here.</source>
        <translation>从搜索框送出的话术会出现在这里。</translation>
    </message>
    <message>
        <source>No wording to mend</source>
        <translation>没有需要修改的措辞</translation>
    </message>
    <message>
        <source>Replies with a placeholder that cannot be filled would be listed here.</source>
        <translation>有变量无法填写的话术会列在这里。</translation>
    </message>
    <message>
        <source>The trash is empty</source>
        <translation>回收站是空的</translation>
    </message>
    <message>
        <source>What you delete stays here for a while and can be restored.</source>
        <translation>删除的话术会在这里保留一段时间，可以恢复。</translation>
    </message>
    <message>
        <source>Nothing of this pack is left</source>
        <translation>这个话术包的内容都不在了</translation>
    </message>
    <message>
        <source>Import it again to have its replies back.</source>
        <translation>重新导入就能找回它的话术。</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Choose a reply to read and change it.
Ctrl+N writes a new one.</source>
        <translation>选一条话术来查看和修改。
按 Ctrl+N 写一条新的。</translation>
    </message>
</context>
<context>
    <name>Entries</name>
    <message>
        <source>Both are needed; or remove the row with ×.</source>
        <translation>两项都要填；不要就点 × 删掉这一行。</translation>
    </message>
    <message>
        <source>There is a row for this already.</source>
        <translation>这一项已经有一行了。</translation>
    </message>
    <message>
        <source>Remove the row</source>
        <translation>删除这一行</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Open the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Our replies</source>
        <translation>我们的话术</translation>
    </message>
    <message>
        <source>Export replies</source>
        <translation>导出话术</translation>
    </message>
    <message>
        <source>Which replies</source>
        <translation>导出哪些</translation>
    </message>
    <message>
        <source>As what</source>
        <translation>导出成</translation>
    </message>
    <message>
        <source>What the pack says</source>
        <translation>话术包信息</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Export {count}…</source>
        <translation>导出 {count} 条…</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Reply pack</source>
        <translation>话术包</translation>
    </message>
    <message>
        <source>Excel</source>
        <translation>Excel 表格</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>espanso</source>
        <translation>espanso</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown 文档</translation>
    </message>
    <message>
        <source>For teammates with this program: everything, images too; a new version updates theirs</source>
        <translation>发给同样用这个程序的同事：全部带上，含图片；下次发新版，他们那边跟着更新</translation>
    </message>
    <message>
        <source>To edit in a table: all words, categories and tags; no images</source>
        <translation>在表格里批量改：文字、分组、标签都在；没有图片</translation>
    </message>
    <message>
        <source>For other programs: the same words as plain text; no images</source>
        <translation>给别的程序用：内容同上，纯文本；没有图片</translation>
    </message>
    <message>
        <source>For espanso: texts and shortcuts; no images, categories or notes</source>
        <translation>给 espanso 用：正文和快捷编码；没有图片、分组和备注</translation>
    </message>
    <message>
        <source>To read and to print, by category; not meant to come back in</source>
        <translation>按分组排好，用来看和打印；不适合再导回来</translation>
    </message>
    <message>
        <source>{count} replies exported to {file}</source>
        <translation>已导出 {count} 条到 {file}</translation>
    </message>
</context>
<context>
    <name>FillForm</name>
    <message>
        <source>Enter: next, then deliver · Tab: next field · Esc: back</source>
        <translation>Enter 下一项，填完送出 · Tab 换一项 · Esc 返回</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>type / for a category, # for a tag, ; for a shortcut</source>
        <translation>输入 / 选分组 # 标签 ; 快捷编码</translation>
    </message>
</context>
<context>
    <name>FindingLines</name>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 处</translation>
    </message>
    <message>
        <source>Must not be sent</source>
        <translation>不能发出去</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>小心</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>not saved yet, kept as a draft</source>
        <translation>未保存，已存草稿</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>Save (Ctrl+S)</source>
        <translation>保存 (Ctrl+S)</translation>
    </message>
    <message>
        <source>Backed up before it is imported; one click undoes it after.</source>
        <translation>导入前自动备份；导入后可一键撤销</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Skin tone of people and hands</source>
        <translation>人物和手的肤色</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>paste into {client}</source>
        <translation>粘贴到 {client}</translation>
    </message>
    <message>
        <source>copy only</source>
        <translation>只复制</translation>
    </message>
    <message>
        <source>other wording</source>
        <translation>换个说法</translation>
    </message>
    <message>
        <source>next field</source>
        <translation>下一项</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Esc back</source>
        <translation>Esc 返回</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>emoticon</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>Esc close</source>
        <translation>Esc 关闭</translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>please fill in</source>
        <translation>请填写</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>last time</source>
        <translation>上次</translation>
    </message>
    <message>
        <source>{count} more with the arrow keys</source>
        <translation>按方向键还有 {count} 个</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Open it with a text editor: {path}</source>
        <translation>请用文本编辑器打开：{path}</translation>
    </message>
    <message>
        <source>Words and looks</source>
        <translation>语言和外观</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>分享</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Ctrl + / − / 0 in popup and library</source>
        <translation>在搜索窗口和话术库里也可以按 Ctrl + / − / 0</translation>
    </message>
    <message>
        <source>Back the library up each day</source>
        <translation>每天备份话术库</translation>
    </message>
    <message>
        <source>On the first run of a day; old backups are thinned out by themselves.</source>
        <translation>每天第一次运行时备份；旧的备份会自动精简。</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Stands in the packs that you export.</source>
        <translation>导出话术包时写在包里。</translation>
    </message>
    <message>
        <source>Look for new packs</source>
        <translation>查看新话术包</translation>
    </message>
    <message>
        <source>At shared places, if there are any.</source>
        <translation>有共享位置时才会去看。</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>打开设置文件</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Only when asked</source>
        <translation>只在手动时看</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>每小时</translation>
    </message>
    <message>
        <source>Every {count} hours</source>
        <translation>每 {count} 小时</translation>
    </message>
</context>
<context>
    <name>GreetingsPage</name>
    <message>
        <source>Greetings</source>
        <translation>问候语</translation>
    </message>
    <message>
        <source>Emoticons</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>Give greetings an emoticon</source>
        <translation>给问候语配表情</translation>
    </message>
    <message>
        <source>One that fits words and hour, where there is none. Never for replies with the tag 投诉.</source>
        <translation>没有表情的问候语，按内容和时间补一个；带标签「投诉」的话术不补。</translation>
    </message>
    <message>
        <source>Skin tone</source>
        <translation>肤色</translation>
    </message>
    <message>
        <source>Of people and hands.</source>
        <translation>人物和手势表情用的肤色。</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Light skin</source>
        <translation>浅肤色</translation>
    </message>
    <message>
        <source>Medium-light skin</source>
        <translation>中浅肤色</translation>
    </message>
    <message>
        <source>Medium skin</source>
        <translation>中等肤色</translation>
    </message>
    <message>
        <source>Medium-dark skin</source>
        <translation>中深肤色</translation>
    </message>
    <message>
        <source>Dark skin</source>
        <translation>深肤色</translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message>
        <source>{count} replies</source>
        <translation>{count} 条话术</translation>
    </message>
    <message>
        <source>the same words</source>
        <translation>内容相同</translation>
    </message>
    <message>
        <source>{percent} % alike</source>
        <translation>相似度 {percent}%</translation>
    </message>
</context>
<context>
    <name>Habits</name>
    <message>
        <source>Away when idle</source>
        <translation>无操作自动离开</translation>
    </message>
    <message>
        <source>Lunch</source>
        <translation>午休</translation>
    </message>
    <message>
        <source>Working hours</source>
        <translation>上班</translation>
    </message>
    <message>
        <source>a text for each client</source>
        <translation>每个聊天软件一份</translation>
    </message>
    <message>
        <source>Auto replies</source>
        <translation>自动回复</translation>
    </message>
    <message>
        <source>export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>off</source>
        <translation>不自动离开</translation>
    </message>
    <message>
        <source>without a question</source>
        <translation>不询问</translation>
    </message>
    <message>
        <source>asks {seconds} s before</source>
        <translation>提前 {seconds} 秒询问</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>then “{replies}”</source>
        <translation>用「{replies}」留言</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>{count} records</source>
        <translation>共 {count} 条</translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation>需要您决定</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Wording findings, {percent} % looked at:</source>
        <translation>措辞提醒（已看 {percent}%）</translation>
    </message>
    <message>
        <source>Wording findings</source>
        <translation>措辞提醒</translation>
    </message>
    <message>
        <source>Search: Chinese, pinyin, English</source>
        <translation>搜索表情：汉字、拼音、英文</translation>
    </message>
    <message>
        <source>Search emoticons</source>
        <translation>搜索表情</translation>
    </message>
    <message>
        <source>Tab next group · Esc close</source>
        <translation>Tab 换组 · Esc 关闭</translation>
    </message>
</context>
<context>
    <name>Heading</name>
    <message>
        <source>such as fh</source>
        <translation>例如 fh</translation>
    </message>
</context>
<context>
    <name>HotkeyField</name>
    <message>
        <source>No key was heard. One that another program has never comes here.</source>
        <translation>没有收到按键：被别的程序占用的组合键到不了这里，请换一个。</translation>
    </message>
    <message>
        <source>Use {chord}</source>
        <translation>改用 {chord}</translation>
    </message>
    <message>
        <source>{chord} is another hotkey of this program already.</source>
        <translation>{chord} 已经是本程序的另一个热键了。</translation>
    </message>
    <message>
        <source>This keyboard cannot type {chord}.</source>
        <translation>这个键盘打不出 {chord}。</translation>
    </message>
    <message>
        <source>Another program has {chord}, so it does nothing here.</source>
        <translation>{chord} 被别的程序占用，现在不起作用。</translation>
    </message>
    <message>
        <source>Another program has {chord}, so it was not taken.</source>
        <translation>{chord} 被别的程序占用，没有改。</translation>
    </message>
</context>
<context>
    <name>HotkeysPage</name>
    <message>
        <source>Everywhere on the desktop</source>
        <translation>在任何窗口都能用</translation>
    </message>
    <message>
        <source>If a key does nothing</source>
        <translation>按了没有反应时</translation>
    </message>
    <message>
        <source>Open the search</source>
        <translation>打开搜索</translation>
    </message>
    <message>
        <source>Quick capture</source>
        <translation>快速收藏</translation>
    </message>
    <message>
        <source>Makes a reply of the text or image on the clipboard.</source>
        <translation>把剪贴板里的文字或图片存成一条话术。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>不用热键</translation>
    </message>
    <message>
        <source>No key: {what}</source>
        <translation>不用热键：{what}</translation>
    </message>
    <message>
        <source>Pause the hotkeys</source>
        <translation>暂停热键</translation>
    </message>
    <message>
        <source>Gives the keys back to other programs.</source>
        <translation>把按键还给别的程序。</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>接键方式</translation>
    </message>
    <message>
        <source>Holds when the program is started next.</source>
        <translation>下次启动程序时生效。</translation>
    </message>
    <message>
        <source>The program chooses</source>
        <translation>由程序选择</translation>
    </message>
    <message>
        <source>Click the button, then press the keys.</source>
        <translation>点一下按钮，再按下组合键。</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>发下一段</translation>
    </message>
    <message>
        <source>Taken only while parts of a reply are left to be sent.</source>
        <translation>只在还有分段没发时占用。</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>While you are away: pastes the message into the chat in front.</source>
        <translation>离开期间再按，就把留言贴进眼前的聊天窗口。</translation>
    </message>
    <message>
        <source>Busy on and off</source>
        <translation>忙碌开关</translation>
    </message>
</context>
<context>
    <name>ImportWizard</name>
    <message>
        <source>Import replies</source>
        <translation>导入话术包</translation>
    </message>
    <message>
        <source>Import replies — {name}</source>
        <translation>导入话术包 — {name}</translation>
    </message>
    <message>
        <source>{count} more after this</source>
        <translation>后面还有 {count} 个文件</translation>
    </message>
    <message>
        <source>Import {count}</source>
        <translation>导入 {count} 条</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>下一个文件</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>“{name}” could not be imported</source>
        <translation>「{name}」没能导入</translation>
    </message>
    <message>
        <source>Reading “{name}”…</source>
        <translation>正在读取「{name}」…</translation>
    </message>
    <message>
        <source>Nothing is changed before you have looked it through.</source>
        <translation>在您看过并确认之前，不会改动话术库。</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>话术</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Pages of the import</source>
        <translation>导入的页面</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>This reply is new here.</source>
        <translation>这条是新的。</translation>
    </message>
    <message>
        <source>It is here already, word for word.</source>
        <translation>已经有了，一字不差。</translation>
    </message>
    <message>
        <source>You have not edited it since the last import, so it is updated.</source>
        <translation>上次导入后您没有改过它，会更新成对方的。</translation>
    </message>
    <message>
        <source>Only you have edited it, so yours stays as it is.</source>
        <translation>只有您改过它，会保留您的。</translation>
    </message>
    <message>
        <source>Both sides have changed it. Undecided, yours stays and you are asked next time.</source>
        <translation>两边都改过。不决定就保留您的，下次导入时再问。</translation>
    </message>
    <message>
        <source>The shortcut ;{shortcut} belongs to “{title}”. Both replies stay; only one can have it. Undecided, the new one comes in without.</source>
        <translation>快捷编码 ;{shortcut} 已经给了「{title}」。两条都会留下，编码只能给一条；不决定的话，新的这条不带编码。</translation>
    </message>
    <message>
        <source>“{title}” says the same already, so it is not imported.</source>
        <translation>「{title}」已经是同样的内容，不再导入。</translation>
    </message>
    <message>
        <source>“{title}” says nearly the same. Undecided, both are kept.</source>
        <translation>「{title}」和它差不多。不决定就两条都留。</translation>
    </message>
    <message>
        <source>The pack no longer has this reply. It stays here unless you tick it.</source>
        <translation>包里已经没有这条了。不勾选就留着。</translation>
    </message>
    <message>
        <source>You have deleted it, so it does not come back unless you tick it.</source>
        <translation>您删过这条，不勾选就不会回来。</translation>
    </message>
    <message>
        <source>Leave without importing? What you have decided would be lost.</source>
        <translation>不导入就离开吗？您刚才的选择不会保存。</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Go on choosing</source>
        <translation>继续选择</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>用对方的</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两条都留</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不导入这条</translation>
    </message>
    <message>
        <source>Mine keeps the shortcut</source>
        <translation>编码留给我的</translation>
    </message>
    <message>
        <source>Give it the shortcut</source>
        <translation>编码给新来的</translation>
    </message>
    <message>
        <source>Leave it in the trash</source>
        <translation>留在回收站</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>取回来</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>留着</translation>
    </message>
    <message>
        <source>Put it into the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>[Variant {number}]</source>
        <translation>【说法 {number}】</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>Updated by them</source>
        <translation>对方更新</translation>
    </message>
    <message>
        <source>Edited by me</source>
        <translation>我改过</translation>
    </message>
    <message>
        <source>Changed on both sides</source>
        <translation>两边都改过</translation>
    </message>
    <message>
        <source>Shortcut taken</source>
        <translation>快捷编码重复</translation>
    </message>
    <message>
        <source>Same text</source>
        <translation>文字相同</translation>
    </message>
    <message>
        <source>Similar text</source>
        <translation>文字相近</translation>
    </message>
    <message>
        <source>Gone from the pack</source>
        <translation>包里已删</translation>
    </message>
    <message>
        <source>In the trash</source>
        <translation>回收站里</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>不能导入</translation>
    </message>
    <message>
        <source>{state} as “{title}”</source>
        <translation>{state}：「{title}」</translation>
    </message>
    <message>
        <source>Not imported</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Further variant</source>
        <translation>其他说法</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>买家问题</translation>
    </message>
    <message>
        <source>Asked as</source>
        <translation>买家问法</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Kind or category</source>
        <translation>类别或分组</translation>
    </message>
    <message>
        <source>Reply pack</source>
        <translation>话术包</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Sogou phrases</source>
        <translation>搜狗短语</translation>
    </message>
    <message>
        <source>Line {line}</source>
        <translation>第 {line} 行</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>今天 {time}</translation>
    </message>
</context>
<context>
    <name>InsertRow</name>
    <message>
        <source>{count} characters</source>
        <translation>{count} 字</translation>
    </message>
    <message>
        <source>Search placeholders</source>
        <translation>搜索变量</translation>
    </message>
    <message>
        <source>the buyer</source>
        <translation>买家称呼</translation>
    </message>
    <message>
        <source>the shop</source>
        <translation>店铺名</translation>
    </message>
    <message>
        <source>the agent</source>
        <translation>客服名</translation>
    </message>
    <message>
        <source>greeting by the hour</source>
        <translation>按时段问候</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>in three days</source>
        <translation>三天后</translation>
    </message>
    <message>
        <source>date in a form of your own</source>
        <translation>自定日期格式</translation>
    </message>
    <message>
        <source>in three workdays</source>
        <translation>三个工作日后</translation>
    </message>
    <message>
        <source>the time</source>
        <translation>现在时间</translation>
    </message>
    <message>
        <source>the weekday</source>
        <translation>星期几</translation>
    </message>
    <message>
        <source>a festival that is near</source>
        <translation>临近的节日</translation>
    </message>
    <message>
        <source>the words of another reply</source>
        <translation>另一条话术的内容</translation>
    </message>
    <message>
        <source>is asked for</source>
        <translation>用时填写</translation>
    </message>
    <message>
        <source>is asked for, with a default</source>
        <translation>用时填写，有默认值</translation>
    </message>
    <message>
        <source>is chosen from a few</source>
        <translation>几个里选一个</translation>
    </message>
    <message>
        <source>one of them by chance</source>
        <translation>随机一个</translation>
    </message>
    <message>
        <source>what is on the clipboard</source>
        <translation>剪贴板内容</translation>
    </message>
    <message>
        <source>away: back at</source>
        <translation>离开留言：回来时间</translation>
    </message>
    <message>
        <source>away: why</source>
        <translation>离开留言：原因</translation>
    </message>
    <message>
        <source>away: how long</source>
        <translation>离开留言：多久</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>自定变量</translation>
    </message>
    <message>
        <source>Placeholder</source>
        <translation>插入变量</translation>
    </message>
    <message>
        <source>Emoticon</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>分段</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>选择图片文件…</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>从剪贴板粘贴</translation>
    </message>
</context>
<context>
    <name>LastMet</name>
    <message>
        <source>None yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Press {chord} once in your chat program, then come back here.</source>
        <translation>请在聊天软件里按一次 {chord}，再回到这里。</translation>
    </message>
    <message>
        <source>Taken for {client}</source>
        <translation>认作：{client}</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>不认识这个窗口</translation>
    </message>
    <message>
        <source>It gets what is safe anywhere: emoji, line ends as they are, no limit.</source>
        <translation>按稳妥的默认值处理：表情用 emoji，换行照旧，不限长度。</translation>
    </message>
    <message>
        <source>another one…</source>
        <translation>别的软件…</translation>
    </message>
    <message>
        <source>Write words that always stand in the page&apos;s title.</source>
        <translation>请写上网页标题里一直有的字。</translation>
    </message>
    <message>
        <source>In front when the hotkey was last pressed</source>
        <translation>上次按热键时在前面的窗口</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Window class</source>
        <translation>窗口类名</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>This is</source>
        <translation>这是</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Which chat program this window is</source>
        <translation>这个窗口是哪个聊天软件</translation>
    </message>
    <message>
        <source>What you call it</source>
        <translation>给它起个名字</translation>
    </message>
    <message>
        <source>Name of the new chat program</source>
        <translation>新聊天软件的名字</translation>
    </message>
    <message>
        <source>Words in the page&apos;s title</source>
        <translation>网页标题里的字</translation>
    </message>
    <message>
        <source>Pages are told apart by words that always stand in the title.</source>
        <translation>网页靠标题里一直有的字来认。</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>记住</translation>
    </message>
</context>
<context>
    <name>LeaveForm</name>
    <message>
        <source>{time}, as said</source>
        <translation>{time}（不变）</translation>
    </message>
    <message>
        <source>does not say when</source>
        <translation>不说时间</translation>
    </message>
    <message>
        <source>{time}, by the working hours</source>
        <translation>{time}（按作息时间）</translation>
    </message>
    <message>
        <source>in {span} ({time})</source>
        <translation>{span}后（{time}）</translation>
    </message>
    <message>
        <source>at…</source>
        <translation>指定时间…</translation>
    </message>
    <message>
        <source>Reason, as buyers may read it</source>
        <translation>离开原因，留言里可能会写给买家看</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>离开原因</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>回来时间</translation>
    </message>
    <message>
        <source>When you are back</source>
        <translation>什么时候回来</translation>
    </message>
    <message>
        <source>Time at which you are back</source>
        <translation>回来的时间</translation>
    </message>
    <message>
        <source>Say so</source>
        <translation>改好了</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>I am back</source>
        <translation>我回来了</translation>
    </message>
    <message>
        <source>away panel</source>
        <translation>离开面板</translation>
    </message>
    <message>
        <source>Enter: you are back.</source>
        <translation>按 Enter：我回来了。</translation>
    </message>
    <message>
        <source>Enter: opens the away panel.</source>
        <translation>按 Enter：打开离开面板。</translation>
    </message>
    <message>
        <source>A time and a reason may follow: /away 30m lunch, /away until 13:30. /away off: back again. /away panel: what was away this week.</source>
        <translation>后面可以写时间和原因：/away 30m 午休、/away 到13:30 开会。
/away 回来：我回来了
/away 面板：打开离开面板</translation>
    </message>
    <message>
        <source>Enter: leave ({facts}). The message that fits is copied.</source>
        <translation>按 Enter：离开（{facts}）。合适的留言会复制好。</translation>
    </message>
    <message>
        <source>Enter: leave. The message that fits is copied.</source>
        <translation>按 Enter：离开。合适的留言会复制好。</translation>
    </message>
</context>
<context>
    <name>LibraryWindow</name>
    <message>
        <source>This reply is no longer in the library.</source>
        <translation>这条话术已经不在库里了。</translation>
    </message>
    <message>
        <source>Reply library</source>
        <translation>话术库</translation>
    </message>
</context>
<context>
    <name>LinePainter</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>{count} variants</source>
        <translation>{count} 种说法</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>Mending</name>
    <message>
        <source>Restore the last backup</source>
        <translation>恢复最近的备份</translation>
    </message>
    <message>
        <source>Start a new library</source>
        <translation>新建一个话术库</translation>
    </message>
    <message>
        <source>The library is open again. The damaged file was kept beside it.</source>
        <translation>话术库又打开了。损坏的文件留在它旁边。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>In no category</source>
        <translation>不放入分组</translation>
    </message>
    <message>
        <source>Move {count} to</source>
        <translation>把 {count} 条移动到</translation>
    </message>
</context>
<context>
    <name>MessageBox</name>
    <message>
        <source>There are no others</source>
        <translation>没有别的留言了</translation>
    </message>
    <message>
        <source>The library has no away reply that fits.</source>
        <translation>话术库里没有合适的离开留言。</translation>
    </message>
    <message>
        <source>Write one of the kind “Away” in the library.</source>
        <translation>在话术库里新建一条类别为「离开留言」的话术即可。</translation>
    </message>
    <message>
        <source>Another reason or time…</source>
        <translation>改原因或时间…</translation>
    </message>
    <message>
        <source>Leave: reason and time…</source>
        <translation>离开的原因和时间…</translation>
    </message>
    <message>
        <source>Pasted: {chats}</source>
        <translation>已贴过：{chats}</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Copied. Put it where the chat program answers by itself:</source>
        <translation>已复制，可贴到聊天软件的自动回复里：</translation>
    </message>
    <message>
        <source>Away message</source>
        <translation>离开留言</translation>
    </message>
    <message>
        <source>In any chat,</source>
        <translation>在任一聊天窗口按</translation>
    </message>
    <message>
        <source>pastes it</source>
        <translation>直接粘贴</translation>
    </message>
    <message>
        <source>Copy again</source>
        <translation>再次复制</translation>
    </message>
    <message>
        <source>Copied ✓</source>
        <translation>已复制 ✓</translation>
    </message>
    <message>
        <source>Another message…</source>
        <translation>换一条…</translation>
    </message>
</context>
<context>
    <name>MindedLines</name>
    <message>
        <source>{severity}: {why}</source>
        <translation>{severity}：{why}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>还有 {count} 处</translation>
    </message>
</context>
<context>
    <name>Moment</name>
    <message>
        <source>HH:mm</source>
        <translation>HH:mm</translation>
    </message>
    <message>
        <source>MMM d</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>yyyy-MM-dd</source>
        <translation>yyyy-MM-dd</translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>There are unsaved changes</source>
        <translation>有未保存的修改</translation>
    </message>
    <message>
        <source>Not saved yet: “{title}”</source>
        <translation>有没保存的新话术「{title}」</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>There are unsaved changes of “{title}”</source>
        <translation>「{title}」有未保存的修改</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>打开看看</translation>
    </message>
    <message>
        <source>The draft was discarded.</source>
        <translation>草稿已放弃。</translation>
    </message>
</context>
<context>
    <name>OptionBar</name>
    <message>
        <source>The other {count} likewise</source>
        <translation>其余 {count} 条也这样</translation>
    </message>
</context>
<context>
    <name>PlaceForm</name>
    <message>
        <source>Shared folder</source>
        <translation>共享文件夹</translation>
    </message>
    <message>
        <source>An http:// address is not encrypted: whoever is on the way can read the password.</source>
        <translation>http:// 地址不加密，途中的人看得到密码。</translation>
    </message>
    <message>
        <source>Add a shared place</source>
        <translation>添加共享位置</translation>
    </message>
    <message>
        <source>User and password</source>
        <translation>用户名和密码</translation>
    </message>
    <message>
        <source>A folder on a network drive or in a synced folder, one .kefupack file, or a WebDAV address (https://…).</source>
        <translation>网络盘或同步盘里的文件夹、一个 .kefupack 文件，或 WebDAV 地址（https://…）。</translation>
    </message>
    <message>
        <source>Folder or address</source>
        <translation>文件夹或地址</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Empty where no login is asked for</source>
        <translation>不需要登录就留空</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Here</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>There</source>
        <translation>那里</translation>
    </message>
    <message>
        <source>Place and pack</source>
        <translation>位置和话术包</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Shared places</source>
        <translation>共享位置</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Out of reach</source>
        <translation>连不上</translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation>还没看过</translation>
    </message>
    <message>
        <source>Looked at {when}</source>
        <translation>{when} 看过</translation>
    </message>
    <message>
        <source>Not imported yet</source>
        <translation>还没导入</translation>
    </message>
    <message>
        <source>Can be updated</source>
        <translation>可更新</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>已是最新</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>不能用</translation>
    </message>
</context>
<context>
    <name>PlaceholdersPage</name>
    <message>
        <source>Who writes</source>
        <translation>谁在回复</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自己的变量</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>客服</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>A name in braces, such as {example}, is filled in with its text in every reply.</source>
        <translation>话术里用大括号写名字，例如 {example}，送出时就换成这里的内容。</translation>
    </message>
    <message>
        <source>address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>What {name} stands for, such as 小美.</source>
        <translation>{name} 代表的名字，例如“小美”。</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>客服</translation>
    </message>
    <message>
        <source>What {name} stands for.</source>
        <translation>{name} 代表的名字。</translation>
    </message>
    <message>
        <source>shop</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>＋ Add a constant</source>
        <translation>＋ 添加变量</translation>
    </message>
    <message>
        <source>What it stands for</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>What the constant stands for</source>
        <translation>变量的内容</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>In the file</source>
        <translation>文件里的分组</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>话术</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>放到这里</translation>
    </message>
    <message>
        <source>Press F2 to choose another category</source>
        <translation>按 F2 换一个分组</translation>
    </message>
    <message>
        <source>{category} (new)</source>
        <translation>{category}（新建）</translation>
    </message>
</context>
<context>
    <name>PlacesDialog</name>
    <message>
        <source>{count} replies</source>
        <translation>{count} 条话术</translation>
    </message>
    <message>
        <source>There is no keyring on this computer, so the password is not kept: it will be asked for after each start.</source>
        <translation>这台电脑没有钥匙串，密码没有保存，每次启动后会再问。</translation>
    </message>
    <message>
        <source>Published “{pack}”: {count} replies</source>
        <translation>已发布「{pack}」：{count} 条话术</translation>
    </message>
    <message>
        <source>Shared places</source>
        <translation>共享位置</translation>
    </message>
    <message>
        <source>Share packs with your team</source>
        <translation>和团队共享话术包</translation>
    </message>
    <message>
        <source>Name a network drive, a synced folder or a WebDAV address. New versions of the packs there are offered to you; everything works on without the network.</source>
        <translation>填一个网络盘、同步盘文件夹或 WebDAV 地址，那里的话术包有新内容时会提醒你；断网时一切照常。</translation>
    </message>
    <message>
        <source>Add a place…</source>
        <translation>添加位置…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>立即查看</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation>发布…</translation>
    </message>
    <message>
        <source>Look through and import…</source>
        <translation>查看并导入…</translation>
    </message>
    <message>
        <source>Enter the password…</source>
        <translation>输入密码…</translation>
    </message>
</context>
<context>
    <name>PlacesPage</name>
    <message>
        <source>Choose where the replies of each category come to lie, or write a new name; levels are parted by “/”. Replies that are here already stay where they are.</source>
        <translation>选择每个分组的话术放到哪里，也可以写一个新名称，层级用 / 隔开。库里已有的话术不会移动。</translation>
    </message>
    <message>
        <source>Categories of the file</source>
        <translation>文件里的分组</translation>
    </message>
</context>
<context>
    <name>Popup</name>
    <message>
        <source>Replies found</source>
        <translation>找到的话术</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Lunch</source>
        <translation>午休</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>开会</translation>
    </message>
    <message>
        <source>Off work</source>
        <translation>下班</translation>
    </message>
    <message>
        <source>Holiday</source>
        <translation>放假</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>忙碌</translation>
    </message>
    <message>
        <source>Back soon</source>
        <translation>马上回来</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>nothing was touched</source>
        <translation>无操作</translation>
    </message>
    <message>
        <source>screen locked</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>machine asleep</source>
        <translation>电脑睡眠</translation>
    </message>
    <message>
        <source>by the working hours</source>
        <translation>按作息时间</translation>
    </message>
    <message>
        <source>Away · {reason}</source>
        <translation>离开中 · {reason}</translation>
    </message>
    <message>
        <source>Still there?</source>
        <translation>还在吗？</translation>
    </message>
    <message>
        <source>Just back</source>
        <translation>刚回来</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>since {since}</source>
        <translation>{since} 起</translation>
    </message>
    <message>
        <source>counts as away from {time} on</source>
        <translation>{time} 起算离开</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>到 {time}</translation>
    </message>
    <message>
        <source>since {since}, {span} so far</source>
        <translation>{since} 起，已 {span}</translation>
    </message>
    <message>
        <source>you were away for {span}</source>
        <translation>刚才离开了 {span}</translation>
    </message>
    <message>
        <source>slow to answer until {time}, {span} left</source>
        <translation>回复会慢，到 {time}，还有 {span}</translation>
    </message>
    <message>
        <source>{said}; was expected back at {time}</source>
        <translation>{said}；本来预计 {time} 回来</translation>
    </message>
    <message>
        <source>{said}; expected back at {time}</source>
        <translation>{said}；预计 {time} 回来</translation>
    </message>
    <message>
        <source>work begins</source>
        <translation>上班</translation>
    </message>
    <message>
        <source>{time} {what}</source>
        <translation>{time} {what}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>{client}: {place}</source>
        <translation>{client}：{place}</translation>
    </message>
    <message>
        <source>{client} {count}×</source>
        <translation>{client} {count} 次</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>message pasted {count}×</source>
        <translation>留言贴过 {count} 次</translation>
    </message>
    <message>
        <source>{day} {times}  {why}, {span}</source>
        <translation>{day} {times}  {why}，{span}</translation>
    </message>
    <message>
        <source>{time} the next day</source>
        <translation>次日 {time}</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}至{last}</translation>
    </message>
    <message>
        <source>unknown program</source>
        <translation>未知程序</translation>
    </message>
</context>
<context>
    <name>PresenceToasts</name>
    <message>
        <source>No longer busy</source>
        <translation>忙碌结束了</translation>
    </message>
    <message>
        <source>Still here</source>
        <translation>我还在</translation>
    </message>
    <message>
        <source>{reason} begins: unless you touch keyboard or mouse, you count as away in {seconds} s</source>
        <translation>{reason}时间到了：{seconds} 秒内不动键盘鼠标，就算离开</translation>
    </message>
    <message>
        <source>Still there? Unless you touch keyboard or mouse, you count as away in {seconds} s</source>
        <translation>还在吗？{seconds} 秒内不动键盘鼠标，就算离开</translation>
    </message>
    <message>
        <source>{standing}. There is no reply of the kind “Away” that says so</source>
        <translation>{standing}。话术库里没有合适的离开留言</translation>
    </message>
    <message>
        <source>Copy again</source>
        <translation>再次复制</translation>
    </message>
    <message>
        <source>{standing}. Copied: “{text}”</source>
        <translation>{standing}。已复制：「{text}」</translation>
    </message>
    <message>
        <source>{standing}. The message: “{text}”</source>
        <translation>{standing}。留言：「{text}」</translation>
    </message>
    <message>
        <source>{chord} pastes it into the chat in front</source>
        <translation>按 {chord} 贴进眼前的聊天窗口</translation>
    </message>
    <message>
        <source>Welcome back! Away for {span} ({reason})</source>
        <translation>欢迎回来！离开了 {span}（{reason}）</translation>
    </message>
    <message>
        <source>The message went to {chats}</source>
        <translation>留言贴过：{chats}</translation>
    </message>
    <message>
        <source>Replies for those who waited come first for ten minutes</source>
        <translation>十分钟内，搜索窗口先列「让您久等」的话术</translation>
    </message>
    <message>
        <source>Choose one</source>
        <translation>选一条</translation>
    </message>
    <message>
        <source>The message is in the chat: send it with Enter</source>
        <translation>留言已贴进聊天窗口，按回车发送</translation>
    </message>
    <message>
        <source>This window has the message. {chord} again pastes it once more</source>
        <translation>这个窗口已经贴过留言；再按一次 {chord} 会再贴一遍</translation>
    </message>
    <message>
        <source>Copied; the chat could not be reached: press Ctrl+V there</source>
        <translation>已复制，但没能贴进聊天窗口：请在那里按 Ctrl+V</translation>
    </message>
    <message>
        <source>There is no message to paste</source>
        <translation>没有可以贴的留言</translation>
    </message>
    <message>
        <source>Away panel</source>
        <translation>离开面板</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Text as it will be sent</source>
        <translation>将要发送的内容</translation>
    </message>
    <message>
        <source>Nothing found in “{category}”. “All” above looks in the others too; Ctrl+N makes a new reply with this text.</source>
        <translation>在「{category}」里没有找到。点上面的「全部」扩大范围，或按 Ctrl+N 用这段文字新建话术。</translation>
    </message>
    <message>
        <source>Nothing found. Ctrl+N makes a new reply with this text.</source>
        <translation>没有找到。按 Ctrl+N 用这段文字新建话术。</translation>
    </message>
    <message>
        <source>The library is empty. Import a pack, or press Ctrl+N.</source>
        <translation>话术库是空的。按 Ctrl+N 新建话术，或用 kefu-desktop import 导入话术包。</translation>
    </message>
    <message>
        <source>used {count} times</source>
        <translation>用过 {count} 次</translation>
    </message>
    <message>
        <source>variant {number} / {count}</source>
        <translation>说法 {number} / {count}</translation>
    </message>
    <message>
        <source>part {number} / {count}</source>
        <translation>分段 {number} / {count}</translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation>{count} 字</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>{count} images</source>
        <translation>{count} 张图片</translation>
    </message>
    <message>
        <source>an image is missing</source>
        <translation>缺一张图片</translation>
    </message>
    <message>
        <source>a reply it takes in is missing</source>
        <translation>缺少引用的话术</translation>
    </message>
    <message>
        <source>{name}: this image cannot be shown</source>
        <translation>{name}：这张图片显示不出来</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>sent as {count} messages</source>
        <translation>分 {count} 条送出</translation>
    </message>
    <message>
        <source>Message {number}: {text}</source>
        <translation>第 {number} 条：{text}</translation>
    </message>
</context>
<context>
    <name>PublishForm</name>
    <message>
        <source>A new pack</source>
        <translation>新的话术包</translation>
    </message>
    <message>
        <source>Replaces “{pack}”</source>
        <translation>替换「{pack}」</translation>
    </message>
    <message>
        <source>there: {version}</source>
        <translation>那里是 {version}</translation>
    </message>
    <message>
        <source>The {count} chosen replies</source>
        <translation>选中的 {count} 条话术</translation>
    </message>
    <message>
        <source>All replies ({count})</source>
        <translation>全部话术（{count}）</translation>
    </message>
    <message>
        <source>Publishing…</source>
        <translation>正在发布…</translation>
    </message>
    <message>
        <source>Publish replies</source>
        <translation>发布话术</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>话术</translation>
    </message>
    <message>
        <source>At the place</source>
        <translation>发布到</translation>
    </message>
    <message>
        <source>As</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Name of the pack</source>
        <translation>话术包名称</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>改了什么</translation>
    </message>
    <message>
        <source>Look at theirs…</source>
        <translation>看看对方的…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
</context>
<context>
    <name>ReplaceDialog</name>
    <message>
        <source>Find and replace</source>
        <translation>查找和替换</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>An old shop name, a courier…</source>
        <translation>旧店名、快递公司…</translation>
    </message>
    <message>
        <source>Nothing: what is found is taken out</source>
        <translation>留空则删除找到的内容</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全词匹配</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>全部勾选</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>What would be replaced</source>
        <translation>将要替换的内容</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Replace in {count}</source>
        <translation>替换 {count} 条</translation>
    </message>
    <message>
        <source>Looked for in {count} replies</source>
        <translation>在 {count} 条话术中查找</translation>
    </message>
    <message>
        <source>Not found in {count} replies</source>
        <translation>{count} 条话术中都没有找到</translation>
    </message>
    <message>
        <source>{ticked} of {count} replies are ticked</source>
        <translation>已勾选 {ticked} / {count} 条</translation>
    </message>
    <message>
        <source>{count} cannot be changed, see the end of the list</source>
        <translation>{count} 条无法替换，见列表末尾</translation>
    </message>
</context>
<context>
    <name>ReplyList</name>
    <message>
        <source>Replies</source>
        <translation>话术列表</translation>
    </message>
</context>
<context>
    <name>ReplyMenu</name>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Quick reply</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>问候语</translation>
    </message>
    <message>
        <source>Away message</source>
        <translation>离开留言</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>Own order</source>
        <translation>默认顺序</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷编码</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Most used first</source>
        <translation>用得最多</translation>
    </message>
    <message>
        <source>Last changed first</source>
        <translation>最近修改</translation>
    </message>
</context>
<context>
    <name>ReplyTable</name>
    <message>
        <source>Deleted</source>
        <translation>删除于</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>用过</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>{count} variants</source>
        <translation>{count} 种说法</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>ReplyView</name>
    <message>
        <source>{count} replies</source>
        <translation>{count} 条话术</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>“{name}” is imported</source>
        <translation>「{name}」已导入</translation>
    </message>
    <message>
        <source>The import was undone</source>
        <translation>这次导入已撤销</translation>
    </message>
    <message>
        <source>“{name}” holds nothing new</source>
        <translation>「{name}」没有新内容</translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation>新增 {count} 条</translation>
    </message>
    <message>
        <source>{count} updated by them</source>
        <translation>对方更新 {count} 条</translation>
    </message>
    <message>
        <source>{count} as before</source>
        <translation>不变 {count} 条</translation>
    </message>
    <message>
        <source>{count} conflicts</source>
        <translation>冲突 {count} 条</translation>
    </message>
    <message>
        <source>{count} undecided, left as they are</source>
        <translation>没有决定、保持原样 {count} 条</translation>
    </message>
    <message>
        <source>{count} gone from the pack</source>
        <translation>包里已删 {count} 条</translation>
    </message>
    <message>
        <source>{count} that cannot be used</source>
        <translation>不能导入 {count} 条</translation>
    </message>
    <message>
        <source>{count} remarks</source>
        <translation>提醒 {count} 条</translation>
    </message>
    <message>
        <source>{count} replies were changed here while you were choosing, so they were left alone.</source>
        <translation>在您选择的时候，这里又改了 {count} 条，所以没有动它们。</translation>
    </message>
    <message>
        <source>Decide about them now</source>
        <translation>现在决定</translation>
    </message>
    <message>
        <source>Undo this import</source>
        <translation>撤销这次导入</translation>
    </message>
    <message>
        <source>Show them in the library</source>
        <translation>在话术库中查看</translation>
    </message>
    <message>
        <source>The library is as it was before.</source>
        <translation>话术库已恢复到导入前的样子。</translation>
    </message>
    <message>
        <source>{count} replies that were edited since have stayed.</source>
        <translation>导入后又改过的 {count} 条保留了下来。</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>The library has all of it still. Not in the file, or written otherwise:</source>
        <translation>话术库里什么也没少。下面这些没有写进文件，或换了写法：</translation>
    </message>
    <message>
        <source>…and {count} more</source>
        <translation>……还有 {count} 处</translation>
    </message>
</context>
<context>
    <name>Rounds</name>
    <message>
        <source>{count} packs at shared places have something new</source>
        <translation>共享位置上有 {count} 个话术包有新内容</translation>
    </message>
    <message>
        <source>Look…</source>
        <translation>查看…</translation>
    </message>
    <message>
        <source>“{pack}” can be imported</source>
        <translation>{pack} 可导入</translation>
    </message>
    <message>
        <source>“{pack}” can be updated</source>
        <translation>{pack} 可更新</translation>
    </message>
</context>
<context>
    <name>RowList</name>
    <message>
        <source>{count} listed</source>
        <translation>列出 {count} 条</translation>
    </message>
    <message>
        <source>Title, text or shortcut (Ctrl+F)</source>
        <translation>搜标题、内容或编码（Ctrl+F）</translation>
    </message>
    <message>
        <source>Search the records</source>
        <translation>搜索记录</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>全部勾选</translation>
    </message>
    <message>
        <source>None</source>
        <translation>都不选</translation>
    </message>
    <message>
        <source>Records of the file</source>
        <translation>文件里的记录</translation>
    </message>
</context>
<context>
    <name>RowPainter</name>
    <message>
        <source>{count} parts</source>
        <translation>{count} 段</translation>
    </message>
    <message>
        <source>{count} variants</source>
        <translation>{count} 种说法</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>{count} images</source>
        <translation>{count} 张图片</translation>
    </message>
</context>
<context>
    <name>ScopeChoice</name>
    <message>
        <source>Selected replies ({count})</source>
        <translation>选中的话术（{count}）</translation>
    </message>
    <message>
        <source>Listed now: {name} ({count})</source>
        <translation>正在看的：{name}（{count}）</translation>
    </message>
    <message>
        <source>A category</source>
        <translation>一个分组</translation>
    </message>
    <message>
        <source>A tag</source>
        <translation>一个标签</translation>
    </message>
    <message>
        <source>All replies ({count})</source>
        <translation>全部话术（{count}）</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Search: Chinese, pinyin, initials, shortcut</source>
        <translation>搜索话术：汉字、拼音、首字母、编码</translation>
    </message>
    <message>
        <source>Search replies</source>
        <translation>搜索话术</translation>
    </message>
    <message>
        <source>reading the library …</source>
        <translation>正在读取话术库…</translation>
    </message>
    <message>
        <source>{count} found · {ms} ms</source>
        <translation>{count} 条 · {ms} ms</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search replies (pinyin, initials, shortcut)</source>
        <translation>搜索话术（拼音、首字母、编码）</translation>
    </message>
    <message>
        <source>Search replies</source>
        <translation>搜索话术</translation>
    </message>
    <message>
        <source>This view</source>
        <translation>此视图</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Search the whole library</source>
        <translation>在全部话术里搜索</translation>
    </message>
    <message>
        <source>Search in this view</source>
        <translation>在此视图里搜索</translation>
    </message>
</context>
<context>
    <name>SettingsPages</name>
    <message>
        <source>Chat programs</source>
        <translation>聊天软件</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>送出</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Emoticons and greetings</source>
        <translation>表情与问候</translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Placeholders</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Wording checks</source>
        <translation>用语检查</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>离开</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>设置的各页</translation>
    </message>
</context>
<context>
    <name>SeveralPage</name>
    <message>
        <source>{count} replies selected</source>
        <translation>已选 {count} 条话术</translation>
    </message>
</context>
<context>
    <name>Shaping</name>
    <message>
        <source>{count} of its replies were edited since and stay as they are</source>
        <translation>其中 {count} 条后来又改过，留着没动</translation>
    </message>
    <message>
        <source>Merge “{category}” into</source>
        <translation>把「{category}」合并到</translation>
    </message>
    <message>
        <source>(top level)</source>
        <translation>（最上层）</translation>
    </message>
    <message>
        <source>Move “{category}” into</source>
        <translation>把「{category}」移入</translation>
    </message>
</context>
<context>
    <name>Sharing</name>
    <message>
        <source>Reply packs and tables ({suffixes})</source>
        <translation>话术包和表格 ({suffixes})</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>Showing</name>
    <message>
        <source>This chat has no such emoticon.</source>
        <translation>这个聊天软件没有对应的表情</translation>
    </message>
    <message>
        <source>Wangwang</source>
        <translation>旺旺</translation>
    </message>
    <message>
        <source>WeChat</source>
        <translation>微信</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Quick replies</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Greetings</source>
        <translation>问候语</translation>
    </message>
    <message>
        <source>Away messages</source>
        <translation>离开留言</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Greetings · away messages</source>
        <translation>问候语 · 离开留言</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>话术包</translation>
    </message>
    <message>
        <source>All replies</source>
        <translation>全部话术</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Recently used</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Wording findings</source>
        <translation>措辞提醒</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复话术</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>In no category</source>
        <translation>未分组</translation>
    </message>
    <message>
        <source>update</source>
        <translation>可更新</translation>
    </message>
    <message>
        <source>update: {version}</source>
        <translation>可更新到 {version}</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>新建分组</translation>
    </message>
    <message>
        <source>New category inside</source>
        <translation>在里面新建分组</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move into the one above</source>
        <translation>移入上一个分组</translation>
    </message>
    <message>
        <source>Move out one level</source>
        <translation>移出一层</translation>
    </message>
    <message>
        <source>Move into…</source>
        <translation>移入…</translation>
    </message>
    <message>
        <source>Merge into…</source>
        <translation>合并到…</translation>
    </message>
    <message>
        <source>Remove, moving up what is inside</source>
        <translation>删除分组（里面的上移一层）</translation>
    </message>
    <message>
        <source>Look at the update…</source>
        <translation>看看更新…</translation>
    </message>
    <message>
        <source>Take back its last import</source>
        <translation>撤回它最近一次导入</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>{name}, {count} replies</source>
        <translation>{name}，{count} 条话术</translation>
    </message>
    <message>
        <source>Views and categories</source>
        <translation>视图和分组</translation>
    </message>
</context>
<context>
    <name>SidebarPainter</name>
    <message>
        <source>Name of the category</source>
        <translation>分组名称</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>新分组</translation>
    </message>
</context>
<context>
    <name>StateHead</name>
    <message>
        <source>next: {change}</source>
        <translation>接下来 {change}</translation>
    </message>
    <message>
        <source>{said}; {next}</source>
        <translation>{said}；{next}</translation>
    </message>
    <message>
        <source>I am back</source>
        <translation>我回来了</translation>
    </message>
    <message>
        <source>I am still here</source>
        <translation>我还在</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>No longer busy</source>
        <translation>忙完了</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>忙碌</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>{view}: {count} replies</source>
        <translation>{view}：{count} 条</translation>
    </message>
    <message>
        <source>{view}: {count} found</source>
        <translation>{view}：找到 {count} 条</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>已选 {count} 条</translation>
    </message>
    <message>
        <source>Draft kept, not saved yet</source>
        <translation>未保存 · 草稿已留</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>last backup {when}</source>
        <translation>上次备份 {when}</translation>
    </message>
</context>
<context>
    <name>TagField</name>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>add a tag</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Tag {name}, Delete removes it</source>
        <translation>标签 {name}，按 Delete 删除</translation>
    </message>
</context>
<context>
    <name>TagMenu</name>
    <message>
        <source>Another tag</source>
        <translation>输入标签</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Take off #{tag}</source>
        <translation>去掉 #{tag}</translation>
    </message>
</context>
<context>
    <name>ToneRow</name>
    <message>
        <source>No skin tone</source>
        <translation>默认肤色</translation>
    </message>
    <message>
        <source>Light skin</source>
        <translation>浅肤色</translation>
    </message>
    <message>
        <source>Medium-light skin</source>
        <translation>中浅肤色</translation>
    </message>
    <message>
        <source>Medium skin</source>
        <translation>中等肤色</translation>
    </message>
    <message>
        <source>Medium-dark skin</source>
        <translation>中深肤色</translation>
    </message>
    <message>
        <source>Dark skin</source>
        <translation>深肤色</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Import, export and share</source>
        <translation>导入、导出和共享</translation>
    </message>
</context>
<context>
    <name>TrashBar</name>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>彻底删除</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>清空回收站</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Delete {count} for good? This cannot be undone.</source>
        <translation>彻底删除 {count} 条？这一步不能撤销。</translation>
    </message>
    <message>
        <source>Delete all that is in the trash for good? This cannot be undone.</source>
        <translation>清空回收站？这一步不能撤销。</translation>
    </message>
    <message>
        <source>Kept for {days} days.</source>
        <translation>保留 {days} 天。</translation>
    </message>
    <message>
        <source>The oldest will be deleted on {day}.</source>
        <translation>最早的将于 {day} 清除。</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Search</source>
        <translation>打开搜索</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>话术库</translation>
    </message>
    <message>
        <source>New reply from the clipboard</source>
        <translation>从剪贴板新建话术</translation>
    </message>
    <message>
        <source>Import replies…</source>
        <translation>导入话术包…</translation>
    </message>
    <message>
        <source>Shared places…</source>
        <translation>共享位置…</translation>
    </message>
    <message>
        <source>Pause the hotkey</source>
        <translation>暂停热键</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>{standing} ({since})</source>
        <translation>{standing}（{since}）</translation>
    </message>
    <message>
        <source>Next: {change}</source>
        <translation>下一次变更：{change}</translation>
    </message>
    <message>
        <source>Quick replies</source>
        <translation>客服快捷回复</translation>
    </message>
</context>
<context>
    <name>Troubles</name>
    <message>
        <source>{written} is not understood and would be sent as it stands. Check how it is written.</source>
        <translation>{written} 看不懂，会原样发出去，请检查写法。</translation>
    </message>
    <message>
        <source>There is no reply with the title or shortcut “{word}”: {written} would leave nothing.</source>
        <translation>没有标题或快捷编码是“{word}”的话术，{written} 什么也不会留下。</translation>
    </message>
    <message>
        <source>{written} leads back to “{word}”. A reply cannot hold itself.</source>
        <translation>{written} 绕回到了“{word}”，话术不能包含它自己。</translation>
    </message>
    <message>
        <source>{written} takes in too many replies: it stops at “{word}”.</source>
        <translation>{written} 引用的话术太多，停在“{word}”。</translation>
    </message>
    <message>
        <source>{written} takes in the words of “{word}”, not its image.</source>
        <translation>{written} 只带进“{word}”的文字，不带图片。</translation>
    </message>
    <message>
        <source>There is no emoticon “{word}”: {written} would leave nothing. Choose another.</source>
        <translation>没有「{word}」这个表情，{written} 发出去会是空的，请从「表情」里选。</translation>
    </message>
    <message>
        <source>{written} cannot be written in the form “{word}”. Use letters such as M, d, HH, mm.</source>
        <translation>{written} 的格式「{word}」不能用，请用 M、d、HH、mm 这样的字母。</translation>
    </message>
    <message>
        <source>{written} lies outside of the calendar. Choose fewer days.</source>
        <translation>{written} 超出了日历范围，请减少天数。</translation>
    </message>
    <message>
        <source>There is no image for {written}. Add one, or take the placeholder out.</source>
        <translation>{written} 没有对应的图片，请添加图片或删掉这个变量。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>{count} problems saved to {file}</source>
        <translation>{count} 个问题已存到 {file}</translation>
    </message>
    <message>
        <source>Problems of {name}</source>
        <translation>{name}的问题清单</translation>
    </message>
    <message>
        <source>Save the list of problems</source>
        <translation>导出问题清单</translation>
    </message>
    <message>
        <source>{where}: {reason}</source>
        <translation>{where}：{reason}</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>全部 {count} 条</translation>
    </message>
    <message>
        <source>{count} remarks</source>
        <translation>提醒 {count} 条</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>看看</translation>
    </message>
    <message>
        <source>{count} records: {reason}</source>
        <translation>{count} 条：{reason}</translation>
    </message>
</context>
<context>
    <name>Twins</name>
    <message>
        <source>used {count} times</source>
        <translation>用过 {count} 次</translation>
    </message>
</context>
<context>
    <name>VariantTabs</name>
    <message>
        <source>Wordings</source>
        <translation>说法</translation>
    </message>
    <message>
        <source>Alt+Left and Alt+Right move it, Delete removes it</source>
        <translation>Alt+← → 调整顺序，Delete 删除</translation>
    </message>
    <message>
        <source>Wording {number}</source>
        <translation>说法 {number}</translation>
    </message>
    <message>
        <source>used {count} times</source>
        <translation>用过 {count} 次</translation>
    </message>
    <message>
        <source>Another wording</source>
        <translation>添加一种说法</translation>
    </message>
    <message>
        <source>Another wording (Alt+Ins)</source>
        <translation>添加一种说法（Alt+Ins）</translation>
    </message>
    <message>
        <source>they take turns</source>
        <translation>轮流使用</translation>
    </message>
    <message>
        <source>Remove this wording</source>
        <translation>删除这种说法</translation>
    </message>
</context>
<context>
    <name>WaivedBar</name>
    <message>
        <source>Let be: {count}</source>
        <translation>不用改的：{count} 处</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>看看是哪些</translation>
    </message>
</context>
<context>
    <name>WaivedDialog</name>
    <message>
        <source>(no longer in the library)</source>
        <translation>（已不在话术库里）</translation>
    </message>
    <message>
        <source>Findings that are let be</source>
        <translation>不用改的提醒</translation>
    </message>
    <message>
        <source>These words are no longer minded in these replies.</source>
        <translation>这些话术里的这些字句不再提醒。</translation>
    </message>
    <message>
        <source>Nothing is let be.</source>
        <translation>没有不用改的提醒。</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>话术</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>字句</translation>
    </message>
    <message>
        <source>Why it is all right</source>
        <translation>为什么没问题</translation>
    </message>
    <message>
        <source>Mind it again</source>
        <translation>重新提醒</translation>
    </message>
    <message>
        <source>Open the reply</source>
        <translation>打开话术</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Week</name>
    <message>
        <source>Full bar: away. Thin line: off work. Low bar: busy.</source>
        <translation>粗条：离开；细线：下班、放假；矮条：忙碌。</translation>
    </message>
    <message>
        <source>Away by day</source>
        <translation>每天离开多久</translation>
    </message>
    <message>
        <source>Times away and busy of the last seven days</source>
        <translation>最近七天的离开和忙碌</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Copied. No chat window was in front: click into the chat and press {paste}</source>
        <translation>已复制。刚才前面没有聊天窗口，请点一下聊天输入框，再按 {paste} 粘贴</translation>
    </message>
    <message>
        <source>Copied. The chat window is no longer in front: go back to it and press {paste}</source>
        <translation>已复制，原来的窗口不在前面了，请按 {paste} 粘贴</translation>
    </message>
    <message>
        <source>Copied. Some keys were still held down, so nothing was pasted: press {paste}</source>
        <translation>已复制，有按键一直没松开，所以没有自动粘贴，请按 {paste} 粘贴</translation>
    </message>
    <message>
        <source>Copied. It could not be pasted for you here: press {paste}</source>
        <translation>已复制，这里不能自动粘贴，请按 {paste} 粘贴</translation>
    </message>
    <message>
        <source>Not copied: the clipboard cannot be used just now. Try once more</source>
        <translation>没有复制成功：剪贴板暂时用不了，请再试一次</translation>
    </message>
    <message>
        <source>Not copied: this image cannot be read. Take it into the reply once more</source>
        <translation>没有复制：这张图片读不出来，请重新添加到话术里</translation>
    </message>
    <message>
        <source>Nothing was sent: this reply has neither text nor image here</source>
        <translation>没有送出：这条话术在这里既没有文字，也没有图片</translation>
    </message>
    <message>
        <source>Press {chord} to search</source>
        <translation>按 {chord} 打开搜索</translation>
    </message>
    <message>
        <source>The hotkey {chord} is paused</source>
        <translation>热键 {chord} 已暂停</translation>
    </message>
    <message>
        <source>Another program has the hotkey {chord}. Click the tray icon to search, or set another hotkey</source>
        <translation>热键 {chord} 被别的程序占用了。可以点托盘图标打开搜索，或换一个热键</translation>
    </message>
    <message>
        <source>This keyboard cannot type the hotkey {chord}. Click the tray icon to search, or set another hotkey</source>
        <translation>这个键盘按不出热键 {chord}。可以点托盘图标打开搜索，或换一个热键</translation>
    </message>
    <message>
        <source>No hotkey can be taken here. In the desktop&apos;s keyboard settings, let a key run: kefu-desktop popup</source>
        <translation>这里不能由程序设热键。请在系统的键盘设置里，让一个快捷键运行：kefu-desktop popup</translation>
    </message>
    <message>
        <source>The hotkey {chord} is set twice; choose another</source>
        <translation>热键 {chord} 设了两处，请换一个</translation>
    </message>
    <message>
        <source>No hotkey is set. Click the tray icon to search</source>
        <translation>没有设置热键。点托盘图标可以搜索</translation>
    </message>
    <message>
        <source>Press {chord} to make a reply of what is on the clipboard</source>
        <translation>按 {chord} 把剪贴板里的内容存成话术</translation>
    </message>
    <message>
        <source>Another program has the hotkey {chord} for new replies from the clipboard. Use the tray&apos;s menu, or set another hotkey</source>
        <translation>存剪贴板的热键 {chord} 被别的程序占用。请用托盘菜单，或换一个热键</translation>
    </message>
    <message>
        <source>This keyboard cannot type the hotkey {chord} for new replies from the clipboard. Use the tray&apos;s menu, or set another hotkey</source>
        <translation>这个键盘按不出存剪贴板的热键 {chord}。请用托盘菜单，或换一个热键</translation>
    </message>
    <message>
        <source>New replies from the clipboard are made from the tray&apos;s menu here</source>
        <translation>这里请用托盘菜单把剪贴板存成话术</translation>
    </message>
    <message>
        <source>The hotkey {chord} searches already. For new replies from the clipboard use the tray&apos;s menu, or set another hotkey</source>
        <translation>热键 {chord} 已经用来搜索。存剪贴板请用托盘菜单，或换一个热键</translation>
    </message>
    <message>
        <source>New replies from the clipboard are made from the tray&apos;s menu</source>
        <translation>用托盘菜单把剪贴板存成话术</translation>
    </message>
    <message>
        <source>Press {chord} to paste the next part</source>
        <translation>按 {chord} 粘贴下一段</translation>
    </message>
    <message>
        <source>Another program has the hotkey {chord} for the next part. Use the hotkey that searches, or set another one</source>
        <translation>发下一段的热键 {chord} 被别的程序占用。请用搜索的热键，或换一个热键</translation>
    </message>
    <message>
        <source>This keyboard cannot type the hotkey {chord} for the next part. Use the hotkey that searches, or set another one</source>
        <translation>这个键盘按不出发下一段的热键 {chord}。请用搜索的热键，或换一个热键</translation>
    </message>
    <message>
        <source>Open the search to send the next part</source>
        <translation>打开搜索窗口来发下一段</translation>
    </message>
    <message>
        <source>The hotkey {chord} for the next part is used already; choose another</source>
        <translation>发下一段的热键 {chord} 已经有别的用处，请换一个</translation>
    </message>
    <message>
        <source>The hotkey that searches sends the next part</source>
        <translation>搜索的热键会发下一段</translation>
    </message>
    <message>
        <source>Press {chord} to leave, and then to paste the message</source>
        <translation>按 {chord} 离开，离开后按它粘贴留言</translation>
    </message>
    <message>
        <source>Another program has the hotkey {chord} for leaving. Use the tray menu, or set another one</source>
        <translation>离开的热键 {chord} 被别的程序占用。请用托盘菜单，或换一个热键</translation>
    </message>
    <message>
        <source>This keyboard cannot type the hotkey {chord} for leaving. Use the tray menu, or set another one</source>
        <translation>这个键盘打不出离开的热键 {chord}。请用托盘菜单，或换一个热键</translation>
    </message>
    <message>
        <source>Leave from the tray menu</source>
        <translation>请从托盘菜单离开</translation>
    </message>
    <message>
        <source>The hotkey {chord} for leaving is used already; choose another</source>
        <translation>离开的热键 {chord} 已有别的用途，请换一个</translation>
    </message>
    <message>
        <source>There is no hotkey for leaving</source>
        <translation>没有设离开的热键</translation>
    </message>
    <message>
        <source>Press {chord} when many are waiting</source>
        <translation>等的人多时按 {chord}</translation>
    </message>
    <message>
        <source>Another program has the hotkey {chord} for being busy. Use the tray menu, or set another one</source>
        <translation>忙碌的热键 {chord} 被别的程序占用。请用托盘菜单，或换一个热键</translation>
    </message>
    <message>
        <source>This keyboard cannot type the hotkey {chord} for being busy. Use the tray menu, or set another one</source>
        <translation>这个键盘打不出忙碌的热键 {chord}。请用托盘菜单，或换一个热键</translation>
    </message>
    <message>
        <source>Say that you are busy in the tray menu</source>
        <translation>请从托盘菜单设为忙碌</translation>
    </message>
    <message>
        <source>The hotkey {chord} for being busy is used already; choose another</source>
        <translation>忙碌的热键 {chord} 已有别的用途，请换一个</translation>
    </message>
    <message>
        <source>There is no hotkey for being busy</source>
        <translation>没有设忙碌的热键</translation>
    </message>
    <message>
        <source>made for another operating system</source>
        <translation>用于别的操作系统</translation>
    </message>
    <message>
        <source>there is no graphical display</source>
        <translation>没有图形界面</translation>
    </message>
    <message>
        <source>Wayland keeps programs from it</source>
        <translation>Wayland 不让程序这样做</translation>
    </message>
    <message>
        <source>a library is missing</source>
        <translation>缺少组件</translation>
    </message>
    <message>
        <source>the display server lacks an extension</source>
        <translation>显示服务缺少扩展</translation>
    </message>
    <message>
        <source>the system has not permitted it</source>
        <translation>系统没有授权</translation>
    </message>
    <message>
        <source>no window manager is running</source>
        <translation>没有窗口管理器</translation>
    </message>
    <message>
        <source>a program it needs is not installed</source>
        <translation>没有安装需要的程序</translation>
    </message>
    <message>
        <source>this desktop has no tray</source>
        <translation>这个桌面没有托盘</translation>
    </message>
    <message>
        <source>only text, no pictures</source>
        <translation>只能用文字，不能用图片</translation>
    </message>
    <message>
        <source>other programs get the key too</source>
        <translation>这个键别的程序也会收到</translation>
    </message>
    <message>
        <source>there is no D-Bus</source>
        <translation>没有 D-Bus</translation>
    </message>
    <message>
        <source>made for another desktop</source>
        <translation>是给别的桌面环境用的</translation>
    </message>
    <message>
        <source>nothing on this machine tells of it</source>
        <translation>这台机器上没有程序告知这一点</translation>
    </message>
    <message>
        <source>one step is left to your hand</source>
        <translation>有一步要您动手</translation>
    </message>
    <message>
        <source>it was tried and failed</source>
        <translation>试过，没有成功</translation>
    </message>
    <message>
        <source>in the desktop&apos;s keyboard settings, let a key run: kefu-desktop popup</source>
        <translation>请在系统的键盘设置里，让一个快捷键运行：kefu-desktop popup</translation>
    </message>
    <message>
        <source>after choosing a reply, press Ctrl+V in the chat</source>
        <translation>选好话术后，在聊天里按 Ctrl+V</translation>
    </message>
    <message>
        <source>install what is missing, then start again</source>
        <translation>请装上缺少的部分，再重新启动</translation>
    </message>
    <message>
        <source>let your user join the group “input”, then log in again</source>
        <translation>请把用户加入 input 组，再重新登录</translation>
    </message>
    <message>
        <source>in the system settings, under Privacy → Accessibility, switch this program on</source>
        <translation>请在系统设置「隐私与安全性 → 辅助功能」里允许本程序</translation>
    </message>
    <message>
        <source>start it inside a graphical session</source>
        <translation>请在图形桌面里启动</translation>
    </message>
    <message>
        <source>at login, choose the X11 (Xorg) session</source>
        <translation>登录时请选择 X11（Xorg）会话</translation>
    </message>
    <message>
        <source>add a tray to the panel</source>
        <translation>请给面板加上托盘</translation>
    </message>
    <message>
        <source>in the file manager, choose this program with “Open with”</source>
        <translation>在文件管理器里用“打开方式”选择这个程序</translation>
    </message>
    <message>
        <source>go away by hand or by the schedule</source>
        <translation>请用手动或排班离开</translation>
    </message>
    <message>
        <source>{trouble}, such as {suggestion}</source>
        <translation>{trouble}，例如 {suggestion}</translation>
    </message>
    <message>
        <source>Part {number} pasted</source>
        <translation>已粘贴第 {number} 段</translation>
    </message>
    <message>
        <source>Part {number} copied</source>
        <translation>已复制第 {number} 段</translation>
    </message>
    <message>
        <source>{part} · {chord}: the next</source>
        <translation>{part} · 按 {chord} 发下一段</translation>
    </message>
    <message>
        <source>The next part belongs to the chat where the first one went. Go back to it</source>
        <translation>下一段要发到第一段所在的聊天窗口，请先回到那里</translation>
    </message>
    <message>
        <source>This desktop has no tray, so there is no icon. The program is running: press the hotkey or run “kefu-desktop popup”.</source>
        <translation>这个桌面没有托盘，所以看不到图标。程序已在运行：按热键，或运行 kefu-desktop popup 打开搜索。</translation>
    </message>
    <message>
        <source>works</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>{what} ({detail})</source>
        <translation>{what}（{detail}）</translation>
    </message>
    <message>
        <source>{what}; {remedy}</source>
        <translation>{what}；{remedy}</translation>
    </message>
</context>
<context>
    <name>WordingLines</name>
    <message>
        <source>and {count} more</source>
        <translation>还有 {count} 处</translation>
    </message>
    <message>
        <source>Let it be</source>
        <translation>不用改</translation>
    </message>
    <message>
        <source>Why is it all right here? (may be left empty)</source>
        <translation>这里为什么没问题？（可以不写）</translation>
    </message>
    <message>
        <source>Must not be sent</source>
        <translation>不能发出去</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>小心</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>Say it better</source>
        <translation>换个说法</translation>
    </message>
    <message>
        <source>Use “{words}”</source>
        <translation>换成「{words}」</translation>
    </message>
</context>
<context>
    <name>WordingPage</name>
    <message>
        <source>Replaced by a rule of your own</source>
        <translation>已换成您自己的规则</translation>
    </message>
    <message>
        <source>Open it with a text editor: {path}</source>
        <translation>请用文本编辑器打开：{path}</translation>
    </message>
    <message>
        <source>What is switched on is pointed at below a reply and listed in the library.</source>
        <translation>打开的检查会在话术下面提醒，并列在话术库的「措辞提醒」里。</translation>
    </message>
    <message>
        <source>Open the file of your own rules and words</source>
        <translation>打开自己的规则和词表文件</translation>
    </message>
    <message>
        <source>Should not reach a buyer</source>
        <translation>不该让买家看到</translation>
    </message>
    <message>
        <source>May be held against the shop</source>
        <translation>可能落人把柄</translation>
    </message>
    <message>
        <source>Could be kinder</source>
        <translation>可以更好</translation>
    </message>
    <message>
        <source>WeChat, QQ and other ways round the platform</source>
        <translation>微信、QQ 等站外联系</translation>
    </message>
    <message>
        <source>Leading the buyer to the telephone</source>
        <translation>引导买家打电话</translation>
    </message>
    <message>
        <source>Deals outside of the platform</source>
        <translation>绕开平台的交易</translation>
    </message>
    <message>
        <source>Favours for good reviews</source>
        <translation>好评返现、晒图有礼</translation>
    </message>
    <message>
        <source>Claims that advertising law forbids: best, first, …</source>
        <translation>广告法禁语：最佳、第一……</translation>
    </message>
    <message>
        <source>Promised cures and instant effects</source>
        <translation>许诺疗效、立刻见效</translation>
    </message>
    <message>
        <source>Promises nobody can hold: surely, absolutely, …</source>
        <translation>说满的承诺：保证、绝对……</translation>
    </message>
    <message>
        <source>Refusals without a way out: cannot, will not, …</source>
        <translation>只说做不到：不能、不行……</translation>
    </message>
    <message>
        <source>“But” after an apology</source>
        <translation>道歉之后的「但是」</translation>
    </message>
    <message>
        <source>Answers of one word</source>
        <translation>一个字的回答</translation>
    </message>
    <message>
        <source>你 instead of 您</source>
        <translation>用「你」没用「您」</translation>
    </message>
    <message>
        <source>Identity card numbers</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <source>Bank card numbers</source>
        <translation>银行卡号</translation>
    </message>
    <message>
        <source>Mobile numbers</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Blanks that nobody filled in: xx, ＿＿, …</source>
        <translation>没填的空：xx、＿＿……</translation>
    </message>
    <message>
        <source>More than two emoticons in a message</source>
        <translation>一条消息里超过两个表情</translation>
    </message>
    <message>
        <source>Too long for one text message</source>
        <translation>超过一条短信的长度</translation>
    </message>
    <message>
        <source>Too long for the chat program</source>
        <translation>超过聊天软件一次能发的长度</translation>
    </message>
</context>
<context>
    <name>Wordings</name>
    <message>
        <source>Text of wording {number}</source>
        <translation>说法 {number} 的内容</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What the buyer will read</source>
        <translation>买家会看到的内容</translation>
    </message>
</context>
<context>
    <name>_Chooser</name>
    <message>
        <source>Category here</source>
        <translation>放到哪个分组</translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <source>{severity}: {why}</source>
        <translation>{severity}：{why}</translation>
    </message>
    <message>
        <source>Let it be</source>
        <translation>不用改</translation>
    </message>
</context>
<context>
    <name>_Tile</name>
    <message>
        <source>Image {number}: {name}</source>
        <translation>图片 {number}：{name}</translation>
    </message>
    <message>
        <source>Delete removes it, F2 names it, Alt+Left and Alt+Right move it</source>
        <translation>Delete 删除，F2 改名，Alt+← → 调整顺序</translation>
    </message>
    <message>
        <source>Name of the image</source>
        <translation>图片名称</translation>
    </message>
    <message>
        <source>Remove the image</source>
        <translation>删除图片</translation>
    </message>
</context>
</TS>
