import { conversation } from './conversation'
import { explorer } from './explorer'
import { log } from './log'
import { timeline } from './timeline'

export const settings = {
  settings: {
    title: '设置',
    intro: '更改立即生效，下次启动时保持不变。',
    search: '搜索设置',
    placeholder: '按名称或作用搜索',
    found_other: '{{count, number}} 项设置',
    nothing: '没有与“{{query}}”有关的设置。',
    showAll: '显示全部设置',
    changed: '已更改',
    reset: '将“{{name}}”恢复为默认值：{{value}}',
    noneShown: '无',
    resetAll: '全部恢复默认值……',
    resetSure: '恢复默认值',
    resetAsk: '以下设置将恢复默认值：{{names}}。',
    resetStays: '课程进度、草稿、保存的消息和录制的会话不属于设置，都会保留。',
    comma: '、',
    allDefault: '所有设置都是默认值。',
    on: '开',
    off: '关',
    brokenWhole: '无法读取设置文件，已改用默认值：',
    brokenPart: '设置文件中有一部分无法使用，已改用默认值（{{names}}）：',
    brokenKept: '文件原来的内容保存在',
    cannotNotify: '这个系统没有本程序可以使用的通知。',
    section: {
      appearance: '外观',
      views: '视图',
      recording: '录制',
      watching: '观察',
      notifications: '通知',
      quitting: '退出',
    },
    of: {
      theme: {
        name: '主题',
        hint: '浅色或深色，由你选择或跟随系统。',
        also: '夜间模式、深色模式、浅色模式、颜色',
      },
      language: {
        name: '语言',
        hint: '窗口、菜单和通知所用的语言。',
        also: '翻译、中文、英文',
      },
      zoom: {
        name: '整体大小',
        hint: '文字、按钮和图一起放大或缩小。',
        also: '缩放、字号、放大、缩小',
      },
      motion: {
        name: '动效',
        hint: '飞行的报文段、亮起的状态。不动的时候，一切内容仍会显示。',
        also: '减弱动态效果、动画、无障碍',
      },
      presenterText: {
        name: '演示模式的文字',
        hint: '投影时课程文字的大小。',
        also: '字号、投影、讲课、教学',
      },
      messageForm: {
        name: '连接的消息',
        hint: '显示为写和读的列表，或显示为承载它们、被两边切分的字节流。',
        also: '字节流、写与读对照',
      },
      bytes: {
        name: '消息的字节',
        hint: '显示为文本（不可打印的字符加以转义），或显示为数值。',
        also: '十六进制、格式、编码',
      },
      times: {
        name: '时间',
        hint: '用于连接的各个视图。',
        also: '时钟、时间戳、日期、秒',
      },
      calls: {
        name: '在报文段旁显示调用',
        hint: '用于时序图：两端的程序要求了什么，得到了什么答复。',
        also: '时序图、套接字调用、生命线',
      },
      listCards: {
        name: '列表上方的两端卡片',
        hint: '展开，或折叠成观察和操作所需的几行。',
        also: '收起、紧凑、消息、调用',
      },
      pictureCards: {
        name: '图上方的两端卡片',
        hint: '用于报文段、状态图和内核视图，它们需要更多高度。',
        also: '收起、紧凑、时序图、状态图',
      },
      timelineForm: {
        name: '时间线',
        hint: '显示为图，或显示为内容相同的表。',
        also: '画布、无障碍、读屏',
      },
      timelineRows: {
        name: '时间线的行',
        hint: '行越矮，同时看到的连接越多。',
        also: '密度、行高、紧凑',
      },
      grouping: {
        name: '资源栏的分组',
        hint: '左侧列表中套接字的归类方式。',
        also: '树、套接字列表、角色',
      },
      sorting: {
        name: '资源栏的排序',
        hint: '同一组之内的顺序。',
        also: '次序、套接字列表',
      },
      logKinds: {
        name: '日志中的事件',
        hint: '日志最初显示的种类；清除筛选后也是这些。',
        also: '筛选、事件日志、种类、隐藏',
      },
      messageBytes: {
        name: '每条消息录制的上限（KiB）',
        hint: '更长的部分只保留长度。填 0 则不保留任何字节。',
        also: '限制、内容、隐私、磁盘',
      },
      sessionBytes: {
        name: '每个会话录制的上限',
        hint: '接近时先略去字节，再略去消息，最后略去一切。',
        also: '限制、大小、磁盘',
      },
      sessions: {
        name: '保留的会话数',
        hint: '再多一个，就会删除最早的一个。',
        also: '限制、历史、磁盘、删除',
      },
      observe: {
        name: '读取内核表',
        hint: '从启动时开始：内核表会证实或纠正推断出的状态，并显示其他程序的套接字。',
        also: '监视、见证、探测',
      },
      notify: {
        name: '通知我',
        hint: '窗口不在前台时由系统通知：连接被重置或出错、服务器出错、被观察的端口开始或停止监听、负载结束、耗时的导出完成、录制停止。通知里绝不包含消息的字节。',
        also: '提醒、后台、桌面',
      },
      askBeforeQuit: {
        name: '退出前询问',
        hint: '当程序退出会关闭仍然打开的套接字时。',
        also: '确认、关闭、提示',
      },
    },
    options: {
      theme: { system: '跟随系统', light: '浅色', dark: '深色' },
      language: { system: '跟随系统' },
      motion: { system: '跟随系统', still: '静止', moving: '活动' },
      presenterText: { large: '大', larger: '更大', largest: '最大' },
      messageForm: { list: '列表', stream: '字节流' },
      bytes: { text: '文本', hex: '十六进制' },
      times: conversation.views.time,
      listCards: { open: '展开', folded: '折叠' },
      pictureCards: { fitting: '视空间而定', open: '展开', folded: '折叠' },
      timelineForm: { picture: timeline.timeline.picture, table: timeline.timeline.table },
      timelineRows: timeline.timeline.densities,
      grouping: explorer.explorer.group,
      sorting: explorer.explorer.sort,
      logKinds: log.log.kindGroup,
    },
  },
}
