<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>FillForm</name>
    <message>
        <source>Enter: next, then deliver · Esc: back to the list</source>
        <translation>Enter 下一项，填完送出 · Esc 回到列表</translation>
    </message>
    <message>
        <source>please fill in</source>
        <translation>请填写</translation>
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
        <source>edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Esc close</source>
        <translation>Esc 关闭</translation>
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
    <name>Preview</name>
    <message>
        <source>Text as it will be sent</source>
        <translation>将要发送的内容</translation>
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
</context>
<context>
    <name>Program</name>
    <message>
        <source>Restore the last backup</source>
        <translation>恢复最近的备份</translation>
    </message>
    <message>
        <source>Start a new library</source>
        <translation>新建话术库</translation>
    </message>
    <message>
        <source>The library is open again. The damaged file was kept beside it.</source>
        <translation>话术库已重新打开，损坏的文件另外留着。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Saved; {count} invisible characters were taken out.</source>
        <translation>已保存，去掉了 {count} 个看不见的字符。</translation>
    </message>
</context>
<context>
    <name>QuickReply</name>
    <message>
        <source>Other draft: {title}</source>
        <translation>另一份草稿：{title}</translation>
    </message>
    <message>
        <source>New reply</source>
        <translation>新建话术</translation>
    </message>
    <message>
        <source>Edit reply</source>
        <translation>编辑话术</translation>
    </message>
    <message>
        <source>Esc closes and keeps the draft</source>
        <translation>Esc 关闭，草稿会留着</translation>
    </message>
    <message>
        <source>Save (Ctrl+S)</source>
        <translation>保存 (Ctrl+S)</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃修改</translation>
    </message>
</context>
<context>
    <name>ReplyForm</name>
    <message>
        <source>{count} characters</source>
        <translation>{count} 字</translation>
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
        <source>Category</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
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
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>such as fh</source>
        <translation>例如 fh</translation>
    </message>
    <message>
        <source>levels apart by /</source>
        <translation>用 / 分层，例如 售前/发货</translation>
    </message>
    <message>
        <source>What the buyer will read</source>
        <translation>要发给买家的话</translation>
    </message>
    <message>
        <source>{count} more wordings, left as they are</source>
        <translation>另有 {count} 种说法，不会改动</translation>
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
    <name>Tray</name>
    <message>
        <source>Search ({chord})</source>
        <translation>打开搜索 ({chord})</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>打开搜索</translation>
    </message>
    <message>
        <source>New reply from the clipboard</source>
        <translation>从剪贴板新建话术</translation>
    </message>
    <message>
        <source>Pause the hotkey</source>
        <translation>暂停热键</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>设置文件</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Quick replies</source>
        <translation>客服快捷回复</translation>
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
        <source>{trouble}, such as {suggestion}</source>
        <translation>{trouble}，例如 {suggestion}</translation>
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
</TS>
