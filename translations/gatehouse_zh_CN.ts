<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AgeText</name>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
</context>
<context>
    <name>AlarmDetails</name>
    <message>
        <source>Nothing needs you: all is well.</source>
        <translation>无需处理：一切正常。</translation>
    </message>
</context>
<context>
    <name>AuditWords</name>
    <message>
        <source>Made the site</source>
        <translation>创建站点</translation>
    </message>
    <message>
        <source>Came back with the recovery code</source>
        <translation>使用恢复码打开</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Was refused at sign-in</source>
        <translation>登录被拒绝</translation>
    </message>
    <message>
        <source>Added an operator</source>
        <translation>添加操作员</translation>
    </message>
    <message>
        <source>Disabled an operator</source>
        <translation>停用操作员</translation>
    </message>
    <message>
        <source>Enabled an operator</source>
        <translation>启用操作员</translation>
    </message>
    <message>
        <source>Changed the passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>Added a person</source>
        <translation>添加人员</translation>
    </message>
    <message>
        <source>Changed a person</source>
        <translation>修改人员</translation>
    </message>
    <message>
        <source>Removed a person</source>
        <translation>删除人员</translation>
    </message>
    <message>
        <source>Added a vehicle</source>
        <translation>添加车辆</translation>
    </message>
    <message>
        <source>Changed a vehicle</source>
        <translation>修改车辆</translation>
    </message>
    <message>
        <source>Removed a vehicle</source>
        <translation>删除车辆</translation>
    </message>
    <message>
        <source>Added a group</source>
        <translation>添加组</translation>
    </message>
    <message>
        <source>Renamed a group</source>
        <translation>重命名组</translation>
    </message>
    <message>
        <source>Removed a group</source>
        <translation>删除组</translation>
    </message>
    <message>
        <source>Recorded a consent</source>
        <translation>登记同意</translation>
    </message>
    <message>
        <source>Withdrew a consent</source>
        <translation>撤回同意</translation>
    </message>
    <message>
        <source>Enrolled a face</source>
        <translation>录入人脸</translation>
    </message>
    <message>
        <source>Removed enrolled faces</source>
        <translation>删除已录入人脸</translation>
    </message>
    <message>
        <source>Added a zone</source>
        <translation>添加区域</translation>
    </message>
    <message>
        <source>Renamed a zone</source>
        <translation>重命名区域</translation>
    </message>
    <message>
        <source>Removed a zone</source>
        <translation>删除区域</translation>
    </message>
    <message>
        <source>Added a schedule</source>
        <translation>添加时间表</translation>
    </message>
    <message>
        <source>Changed a schedule</source>
        <translation>修改时间表</translation>
    </message>
    <message>
        <source>Removed a schedule</source>
        <translation>删除时间表</translation>
    </message>
    <message>
        <source>Added a rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Changed a rule</source>
        <translation>修改规则</translation>
    </message>
    <message>
        <source>Removed a rule</source>
        <translation>删除规则</translation>
    </message>
    <message>
        <source>Added a camera</source>
        <translation>添加摄像机</translation>
    </message>
    <message>
        <source>Changed a camera</source>
        <translation>修改摄像机</translation>
    </message>
    <message>
        <source>Removed a camera</source>
        <translation>删除摄像机</translation>
    </message>
    <message>
        <source>Added a lane</source>
        <translation>添加通道</translation>
    </message>
    <message>
        <source>Changed a lane</source>
        <translation>修改通道</translation>
    </message>
    <message>
        <source>Removed a lane</source>
        <translation>删除通道</translation>
    </message>
    <message>
        <source>Added a gate</source>
        <translation>添加道闸</translation>
    </message>
    <message>
        <source>Changed a gate</source>
        <translation>修改道闸</translation>
    </message>
    <message>
        <source>Removed a gate</source>
        <translation>删除道闸</translation>
    </message>
    <message>
        <source>Opened a gate for a test</source>
        <translation>测试开闸</translation>
    </message>
    <message>
        <source>Result of a gate test</source>
        <translation>开闸测试结果</translation>
    </message>
    <message>
        <source>A lane decided</source>
        <translation>通道判定</translation>
    </message>
    <message>
        <source>Decided at a lane</source>
        <translation>人工处置</translation>
    </message>
    <message>
        <source>A gate reported</source>
        <translation>道闸上报</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>时间表</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>道闸</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Every action</source>
        <translation>全部操作</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Refused sign-ins</source>
        <translation>被拒绝的登录</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>同意记录</translation>
    </message>
    <message>
        <source>Enrolled faces</source>
        <translation>已录入人脸</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>时间表</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>道闸</translation>
    </message>
    <message>
        <source>Decisions of operators</source>
        <translation>操作员处置</translation>
    </message>
    <message>
        <source>Decisions of lanes</source>
        <translation>通道判定</translation>
    </message>
    <message>
        <source>Reports of gates</source>
        <translation>道闸上报</translation>
    </message>
    <message>
        <source>Looked at the pictures of an event</source>
        <translation>查看了事件的图片</translation>
    </message>
    <message>
        <source>Looks at pictures</source>
        <translation>查看图片</translation>
    </message>
    <message>
        <source>Changed how backups are made</source>
        <translation>更改了备份设置</translation>
    </message>
    <message>
        <source>Took a backup</source>
        <translation>做了备份</translation>
    </message>
    <message>
        <source>Checked a backup</source>
        <translation>检查了备份</translation>
    </message>
    <message>
        <source>Rehearsed a restore</source>
        <translation>演练了恢复</translation>
    </message>
    <message>
        <source>Dropped old backups</source>
        <translation>删除了旧备份</translation>
    </message>
    <message>
        <source>Approved a restore</source>
        <translation>批准了恢复</translation>
    </message>
    <message>
        <source>Restored a backup</source>
        <translation>恢复了备份</translation>
    </message>
    <message>
        <source>Checked a restored store</source>
        <translation>检查了恢复的数据库</translation>
    </message>
    <message>
        <source>Copied the key ring</source>
        <translation>复制了密钥环</translation>
    </message>
    <message>
        <source>Brought the key ring back</source>
        <translation>取回了密钥环</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Changed how long data is kept</source>
        <translation>更改了保留期限</translation>
    </message>
    <message>
        <source>Deleted what was overdue</source>
        <translation>删除了到期数据</translation>
    </message>
    <message>
        <source>Looked at everything held about somebody</source>
        <translation>查看了所保存的某人全部信息</translation>
    </message>
    <message>
        <source>Exported what is held about somebody</source>
        <translation>导出了某人的信息</translation>
    </message>
    <message>
        <source>Restricted the use of data</source>
        <translation>限制了数据处理</translation>
    </message>
    <message>
        <source>Lifted a restriction</source>
        <translation>解除了处理限制</translation>
    </message>
    <message>
        <source>Erased what was held about somebody</source>
        <translation>删除了某人的信息</translation>
    </message>
    <message>
        <source>Noted a request</source>
        <translation>登记了请求</translation>
    </message>
    <message>
        <source>Changed the note of a request</source>
        <translation>修改了请求备注</translation>
    </message>
    <message>
        <source>Closed a request</source>
        <translation>办结了请求</translation>
    </message>
    <message>
        <source>Made an impact assessment</source>
        <translation>生成了影响评估</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>车牌</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留期限</translation>
    </message>
    <message>
        <source>Rights of those recorded</source>
        <translation>个人信息权利</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Ran a breach drill</source>
        <translation>进行了数据泄露演练</translation>
    </message>
    <message>
        <source>Erased a person for good</source>
        <translation>彻底删除了一名人员</translation>
    </message>
    <message>
        <source>Entered sealed data of a person</source>
        <translation>录入了人员的密封信息</translation>
    </message>
    <message>
        <source>Was shown sealed data of a person</source>
        <translation>查看了人员的密封信息</translation>
    </message>
    <message>
        <source>Erased a vehicle for good</source>
        <translation>彻底删除了一辆车</translation>
    </message>
    <message>
        <source>Looked at the proof of a consent</source>
        <translation>查看了同意的凭证</translation>
    </message>
    <message>
        <source>Renewed every face template</source>
        <translation>更新了全部人脸模板</translation>
    </message>
    <message>
        <source>Sealed what an older version had stored</source>
        <translation>密封了旧版本保存的内容</translation>
    </message>
    <message>
        <source>Found the secret of the face templates gone</source>
        <translation>发现人脸模板的秘密已丢失</translation>
    </message>
    <message>
        <source>Forgot again what an older copy had brought back</source>
        <translation>再次清除了旧副本带回的内容</translation>
    </message>
    <message>
        <source>Approved somebody else&apos;s act</source>
        <translation>批准他人的操作</translation>
    </message>
    <message>
        <source>Could not approve an act</source>
        <translation>未能批准操作</translation>
    </message>
    <message>
        <source>Acted alone: nobody else could approve</source>
        <translation>单独操作：没有其他人可以批准</translation>
    </message>
    <message>
        <source>Exported the audit trail</source>
        <translation>导出审计日志</translation>
    </message>
    <message>
        <source>Listed events</source>
        <translation>列出事件</translation>
    </message>
    <message>
        <source>Searched events</source>
        <translation>搜索事件</translation>
    </message>
    <message>
        <source>Listed people</source>
        <translation>列出人员</translation>
    </message>
    <message>
        <source>Searched people</source>
        <translation>搜索人员</translation>
    </message>
    <message>
        <source>Opened a person&apos;s record</source>
        <translation>打开人员记录</translation>
    </message>
    <message>
        <source>Listed vehicles</source>
        <translation>列出车辆</translation>
    </message>
    <message>
        <source>Searched vehicles</source>
        <translation>搜索车辆</translation>
    </message>
    <message>
        <source>Opened a vehicle&apos;s record</source>
        <translation>打开车辆记录</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Began to renew the site&apos;s key</source>
        <translation>开始更换站点密钥</translation>
    </message>
    <message>
        <source>Renewed the site&apos;s key</source>
        <translation>更换了站点密钥</translation>
    </message>
    <message>
        <source>Made a new recovery code</source>
        <translation>生成了新的恢复码</translation>
    </message>
    <message>
        <source>Turned the second factor on</source>
        <translation>启用了第二因素</translation>
    </message>
    <message>
        <source>Turned the second factor off</source>
        <translation>停用了第二因素</translation>
    </message>
    <message>
        <source>Removed a lost second factor</source>
        <translation>移除了丢失的第二因素</translation>
    </message>
    <message>
        <source>Removed the oldest entries of the trail</source>
        <translation>删除了审计日志中最早的条目</translation>
    </message>
    <message>
        <source>Gave new keys to people and vehicles whose keys were lost</source>
        <translation>已为密钥丢失的人员和车辆更换新密钥</translation>
    </message>
    <message>
        <source>Said that the clock is right</source>
        <translation>确认时钟正确</translation>
    </message>
    <message>
        <source>Corrected what a request asked for</source>
        <translation>按请求作了更正</translation>
    </message>
    <message>
        <source>Read the audit trail</source>
        <translation>查看了审计日志</translation>
    </message>
    <message>
        <source>Searched the audit trail</source>
        <translation>搜索了审计日志</translation>
    </message>
    <message>
        <source>Opened an event</source>
        <translation>打开了事件</translation>
    </message>
    <message>
        <source>Was told whom a new face looks like</source>
        <translation>得知新录入的人脸与谁相似</translation>
    </message>
    <message>
        <source>The audit trail itself</source>
        <translation>审计日志本身</translation>
    </message>
    <message>
        <source>Put back rules that had been taken out of the store</source>
        <translation>恢复了从数据库中被删除的规则</translation>
    </message>
    <message>
        <source>Found an older key file in the place of the site&apos;s</source>
        <translation>发现站点的密钥文件被换成了旧文件</translation>
    </message>
    <message>
        <source>Found that the trail is not the one that was signed</source>
        <translation>发现审计日志与已签名的不一致</translation>
    </message>
    <message>
        <source>Found that the trail is the signed one again</source>
        <translation>发现审计日志重新与已签名的一致</translation>
    </message>
    <message>
        <source>Listed requests</source>
        <translation>列出了请求</translation>
    </message>
    <message>
        <source>Opened a request</source>
        <translation>打开了一项请求</translation>
    </message>
    <message>
        <source>What was deleted had to stay in the log of the store: somebody was reading</source>
        <translation>已删除的内容暂时留在数据库日志中：有程序正在读取</translation>
    </message>
    <message>
        <source>Removed from the log of the store what had been deleted</source>
        <translation>已从数据库日志中清除被删除的内容</translation>
    </message>
    <message>
        <source>Face templates can be compared again: their key ring is back</source>
        <translation>人脸模板又可以比对：其密钥环已恢复</translation>
    </message>
    <message>
        <source>Exported a whole list</source>
        <translation>导出了整份列表</translation>
    </message>
    <message>
        <source>Exported the proof of a consent</source>
        <translation>导出了同意的凭证</translation>
    </message>
    <message>
        <source>Confirmed who came back with the recovery code</source>
        <translation>确认了用恢复码回来的人</translation>
    </message>
    <message>
        <source>Accepted a trail that does not match what was signed</source>
        <translation>接受了与已签名内容不符的审计日志</translation>
    </message>
</context>
<context>
    <name>CertificateDocument</name>
    <message>
        <source>when the site was opened</source>
        <translation>打开站点时</translation>
    </message>
    <message>
        <source>the daily run</source>
        <translation>每日例行清理</translation>
    </message>
    <message>
        <source>asked for by an operator</source>
        <translation>由操作员发起</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保留期限</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>止</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>已删除对象</translation>
    </message>
    <message>
        <source>Keys destroyed</source>
        <translation>已销毁密钥</translation>
    </message>
    <message>
        <source>Face templates</source>
        <translation>人脸模板</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Passages without plate and name</source>
        <translation>已去除车牌和姓名的通行记录</translation>
    </message>
    <message>
        <source>Templates and pictures were encrypted under keys of their own, which were destroyed: copies of the store made before give back nothing of them. The certificate names nobody; the number is that of the erased entry.</source>
        <translation>模板和图片使用各自的密钥加密，这些密钥已被销毁：此前制作的数据库副本也无法恢复任何内容。本证明不写任何姓名；编号为被删除条目的编号。</translation>
    </message>
    <message>
        <source>Certificate of erasure</source>
        <translation>个人信息删除证明</translation>
    </message>
    <message>
        <source>Certificate of deletion</source>
        <translation>数据删除证明</translation>
    </message>
    <message>
        <source>NOT GENUINE: the signature does not fit</source>
        <translation>非真实证明：签名不符</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>执行者</translation>
    </message>
    <message>
        <source>the program itself</source>
        <translation>程序自动执行</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>起因</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>凭证</translation>
    </message>
    <message>
        <source>Audit entries</source>
        <translation>审计日志条数</translation>
    </message>
    <message>
        <source>Head of the audit trail, the site&apos;s public key (Ed25519), signature:</source>
        <translation>审计日志头、站点公钥（Ed25519）、签名：</translation>
    </message>
    <message>
        <source>Signed words:</source>
        <translation>签名的内容：</translation>
    </message>
    <message>
        <source>Of the audit trail, entries %1 to %2 were removed. The site signed where it begins now; whoever checks the trail checks that.</source>
        <translation>审计日志中第 %1 至 %2 条已删除。站点已对现在的起点签名；核查记录时也会核查这一点。</translation>
    </message>
    <message>
        <source>Freed pages of the encrypted store were overwritten and its log truncated.</source>
        <translation>加密数据库释放的页面已被覆写，其日志已截断。</translation>
    </message>
    <message>
        <source>Freed pages of the encrypted store were overwritten. Its log, encrypted like the store, could not be truncated yet: somebody was reading at %1. The program tries again; the audit trail says when it is done.</source>
        <translation>加密数据库释放的页面已被覆写。其日志（同样加密）尚未能截断：%1 时有程序正在读取。程序会重试；完成时间见审计日志。</translation>
    </message>
    <message>
        <source>The audit trail stood at the entry below; the deletion is its last entry.</source>
        <translation>审计日志截至下列条目；此次删除是其最后一条。</translation>
    </message>
    <message>
        <source>This run was stopped before it had looked at everything: what remained overdue stands in the signed words below. It does not count as a run; the next one goes on.</source>
        <translation>本次运行在检查完全部数据前被中止：剩余的逾期数据见下方签名内容。它不算作一次运行；下一次会继续。</translation>
    </message>
</context>
<context>
    <name>DeviceColumns</name>
    <message>
        <source>switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Looks for</source>
        <translation>识别内容</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>道闸</translation>
    </message>
    <message>
        <source>Pictures/s</source>
        <translation>帧/秒</translation>
    </message>
</context>
<context>
    <name>DeviceDetail</name>
    <message>
        <source>Switched off.</source>
        <translation>已关闭。</translation>
    </message>
    <message>
        <source>This camera does not run now.</source>
        <translation>此摄像机当前未运行。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Looks for</source>
        <translation>识别内容</translation>
    </message>
    <message>
        <source>Expects</source>
        <translation>预期车牌</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>道闸</translation>
    </message>
    <message>
        <source>none: it only watches</source>
        <translation>无：仅监看</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>人脸</translation>
    </message>
    <message>
        <source>asks when one may be only a picture</source>
        <translation>疑似照片时请求确认</translation>
    </message>
    <message>
        <source>Analysed</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>%1 pictures a second, %2 ms each</source>
        <translation>每秒 %1 帧，每帧 %2 ms</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
</context>
<context>
    <name>DrillWords</name>
    <message>
        <source>Making a site that exists only for this</source>
        <translation>正在建立仅供演练使用的站点</translation>
    </message>
    <message>
        <source>Adding operators</source>
        <translation>正在添加操作员</translation>
    </message>
    <message>
        <source>Signing in wrongly</source>
        <translation>正在尝试错误登录</translation>
    </message>
    <message>
        <source>Using a second factor</source>
        <translation>正在使用第二验证因素</translation>
    </message>
    <message>
        <source>Adding people and vehicles</source>
        <translation>正在添加人员和车辆</translation>
    </message>
    <message>
        <source>Enrolling faces</source>
        <translation>正在登记人脸</translation>
    </message>
    <message>
        <source>Importing people</source>
        <translation>正在导入人员</translation>
    </message>
    <message>
        <source>Importing vehicles</source>
        <translation>正在导入车辆</translation>
    </message>
    <message>
        <source>Having wrong files refused</source>
        <translation>正在确认错误文件会被拒绝</translation>
    </message>
    <message>
        <source>Installing cameras</source>
        <translation>正在安装摄像机</translation>
    </message>
    <message>
        <source>Enrolling faces from pictures</source>
        <translation>正在从图片登记人脸</translation>
    </message>
    <message>
        <source>Replaying films through the lanes</source>
        <translation>正在通过通道回放影片</translation>
    </message>
    <message>
        <source>Recording passages</source>
        <translation>正在记录通行</translation>
    </message>
    <message>
        <source>Looking at passages</source>
        <translation>正在查看通行记录</translation>
    </message>
    <message>
        <source>Searching people</source>
        <translation>正在搜索人员</translation>
    </message>
    <message>
        <source>Changing and removing people</source>
        <translation>正在修改和删除人员</translation>
    </message>
    <message>
        <source>Withdrawing a consent</source>
        <translation>正在撤回同意</translation>
    </message>
    <message>
        <source>Making and restoring a backup</source>
        <translation>正在备份并恢复</translation>
    </message>
    <message>
        <source>Reading the audit trail</source>
        <translation>正在读取审计日志</translation>
    </message>
    <message>
        <source>Changing a passphrase</source>
        <translation>正在更改口令</translation>
    </message>
    <message>
        <source>Coming back with the recovery code</source>
        <translation>正在使用恢复码返回</translation>
    </message>
    <message>
        <source>Crashing on purpose</source>
        <translation>正在故意崩溃</translation>
    </message>
    <message>
        <source>Showing the console</source>
        <translation>正在显示控制台</translation>
    </message>
    <message>
        <source>Looking through everything that was written</source>
        <translation>正在检查所有写入的内容</translation>
    </message>
    <message>
        <source>Checking this site</source>
        <translation>正在检查本站点</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>a resident ID number</source>
        <translation>身份证件号码</translation>
    </message>
    <message>
        <source>a number plate</source>
        <translation>车牌</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>a face template</source>
        <translation>人脸模板</translation>
    </message>
    <message>
        <source>a passphrase or password</source>
        <translation>口令或密码</translation>
    </message>
    <message>
        <source>%1 stands readable in %2</source>
        <translation>%2 中可读出：%1</translation>
    </message>
    <message>
        <source>Do not use this version any more and report this: the program leaks.</source>
        <translation>请停用此版本并报告：程序存在泄露。</translation>
    </message>
    <message>
        <source>A picture lies readable in %1</source>
        <translation>%1 中有可读的图片</translation>
    </message>
    <message>
        <source>Delete it if somebody put it there; otherwise report it.</source>
        <translation>如果是有人放在那里的，请删除；否则请报告。</translation>
    </message>
    <message>
        <source>A document lies readable in %1</source>
        <translation>%1 中有可读的文档</translation>
    </message>
    <message>
        <source>Move it to where only those who need it can read it.</source>
        <translation>请移到只有需要的人才能读取的地方。</translation>
    </message>
    <message>
        <source>A database that is not encrypted lies in %1</source>
        <translation>%1 中有未加密的数据库</translation>
    </message>
    <message>
        <source>Find out who put it there; the program makes none.</source>
        <translation>请查明是谁放在那里的；本程序不会生成这样的文件。</translation>
    </message>
    <message>
        <source>Other accounts of this machine may read %1</source>
        <translation>本机的其他账户可以读取 %1</translation>
    </message>
    <message>
        <source>Take the rights of others away (chmod go-rwx).</source>
        <translation>请取消其他账户的权限（chmod go-rwx）。</translation>
    </message>
    <message>
        <source>The program wrote %1, which other accounts may read</source>
        <translation>程序写入了 %1，其他账户可以读取</translation>
    </message>
    <message>
        <source>Take the rights of others away (chmod go-rwx) and report it.</source>
        <translation>请取消其他账户的权限（chmod go-rwx）并报告。</translation>
    </message>
    <message>
        <source>The program listens to the network: %1</source>
        <translation>程序正在监听网络：%1</translation>
    </message>
    <message>
        <source>Take this machine off the network and report it: the program never listens.</source>
        <translation>请断开本机网络并报告：本程序从不监听。</translation>
    </message>
    <message>
        <source>Other programs could read the memory of %1</source>
        <translation>其他程序可能读取其内存：%1</translation>
    </message>
    <message>
        <source>Start it anew; if that does not help, report it.</source>
        <translation>请重新启动；若无效请报告。</translation>
    </message>
    <message>
        <source>A passphrase can be guessed faster than it should: key slot of %1</source>
        <translation>口令比应有的更容易被猜出：密钥槽 %1</translation>
    </message>
    <message>
        <source>Its operator signs in once: the slot is then made anew.</source>
        <translation>由其操作员登录一次，密钥槽便会重新生成。</translation>
    </message>
    <message>
        <source>A key slot is of an older format: %1</source>
        <translation>密钥槽格式较旧：%1</translation>
    </message>
    <message>
        <source>The key file is damaged: %1</source>
        <translation>密钥文件已损坏：%1</translation>
    </message>
    <message>
        <source>Sign in anew: a good copy repairs the other one. Make a backup today.</source>
        <translation>请重新登录：完好的副本会修复另一份。请今天就备份。</translation>
    </message>
    <message>
        <source>The audit trail was changed from outside</source>
        <translation>审计日志被从外部改动</translation>
    </message>
    <message>
        <source>Open the audit page to see where, and keep this machine as it is.</source>
        <translation>请在审计页查看位置，并保持本机现状。</translation>
    </message>
    <message>
        <source>Kept longer than allowed: %1</source>
        <translation>保存超过允许期限：%1</translation>
    </message>
    <message>
        <source>Run the retention now and find out why it did not run.</source>
        <translation>请立即执行清理，并查明为何未执行。</translation>
    </message>
    <message>
        <source>There is no backup</source>
        <translation>没有备份</translation>
    </message>
    <message>
        <source>Make one now, on another disk.</source>
        <translation>请立即在另一块磁盘上备份。</translation>
    </message>
    <message>
        <source>The newest backup is old: %1</source>
        <translation>最新的备份已过时：%1</translation>
    </message>
    <message>
        <source>Make one now.</source>
        <translation>请立即备份。</translation>
    </message>
    <message>
        <source>A backup could not be verified: %1</source>
        <translation>备份无法验证：%1</translation>
    </message>
    <message>
        <source>Do not count on it; make a new one and verify it.</source>
        <translation>请勿依赖它；请重新备份并验证。</translation>
    </message>
    <message>
        <source>This could not be worked through: %1</source>
        <translation>此项未能完成：%1</translation>
    </message>
    <message>
        <source>Run the drill again; it proves nothing about this part.</source>
        <translation>请重新演练；此部分尚无结论。</translation>
    </message>
    <message>
        <source>This could not be looked at: %1</source>
        <translation>此处无法检查：%1</translation>
    </message>
    <message>
        <source>Look at it yourself, or run the drill again.</source>
        <translation>请自行查看，或重新演练。</translation>
    </message>
    <message>
        <source>The encrypted store: how large it is, and nothing else</source>
        <translation>加密的数据库：只能看出大小</translation>
    </message>
    <message>
        <source>The key file: how many operators there are and in which roles; no names, no key</source>
        <translation>密钥文件：操作员的人数和角色；没有姓名，没有密钥</translation>
    </message>
    <message>
        <source>The encrypted key ring: how large it is, and nothing else</source>
        <translation>加密的密钥环：只能看出大小</translation>
    </message>
    <message>
        <source>Failed sign-ins: when and how many, without names</source>
        <translation>登录失败：时间和次数，没有姓名</translation>
    </message>
    <message>
        <source>An encrypted backup: of when it is and how large; no name, no key</source>
        <translation>加密的备份：时间和大小；没有姓名，没有密钥</translation>
    </message>
    <message>
        <source>Messages of the program: when it ran and what went wrong, without names or plates</source>
        <translation>程序日志：运行时间和故障，没有姓名和车牌</translation>
    </message>
    <message>
        <source>Settings of this console: language, colours, sounds</source>
        <translation>控制台设置：语言、颜色、声音</translation>
    </message>
    <message>
        <source>An empty file</source>
        <translation>空文件</translation>
    </message>
    <message>
        <source>A file that is not the program&apos;s</source>
        <translation>不属于本程序的文件</translation>
    </message>
    <message>
        <source>A thief of this machine would hold nothing readable.</source>
        <translation>即使本机被盗，盗贼也读不出任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>The program leaks: %n planted thing(s) came out.</source>
        <translation>
            <numerusform>程序存在泄露：有 %n 项埋设内容外泄。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to put right.</source>
        <translation>
            <numerusform>有 %n 项需要处理。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 names, numbers, plates, pictures and templates were planted, %2 features worked through, %3 files (%4) looked through.</source>
        <translation>已埋设 %1 个姓名、号码、车牌、图片和模板，执行 %2 项功能，检查 %3 个文件（%4）。</translation>
    </message>
    <message>
        <source>What a thief would hold:</source>
        <translation>盗贼会得到：</translation>
    </message>
    <message>
        <source>Answering a person&apos;s request</source>
        <translation>正在答复个人请求</translation>
    </message>
    <message>
        <source>Deleting what has had its time</source>
        <translation>正在清除到期内容</translation>
    </message>
    <message>
        <source>A signature under the audit trail is missing</source>
        <translation>审计日志缺少一个签名</translation>
    </message>
    <message>
        <source>Sign out and in again: that signs it anew. If it is still missing then, somebody removed it: keep this machine as it is.</source>
        <translation>请退出后重新登录，这样会重新签名。如果仍然缺少，说明有人删除了它：请保持本机现状。</translation>
    </message>
    <message>
        <source>Sealing ID numbers and showing one</source>
        <translation>正在密封身份证件号码并显示其中一个</translation>
    </message>
    <message>
        <source>Erasing somebody</source>
        <translation>正在删除某人的资料</translation>
    </message>
    <message>
        <source>Exporting the audit trail</source>
        <translation>正在导出审计日志</translation>
    </message>
    <message>
        <source>Giving the whole store a new key</source>
        <translation>正在为整个数据库更换密钥</translation>
    </message>
    <message>
        <source>The store is not as this program makes it</source>
        <translation>数据库的结构与本程序创建的不同</translation>
    </message>
    <message>
        <source>Somebody has changed its rules or tables with another program. Sign out and in again: rules that are missing are put back then. Call the privacy officer.</source>
        <translation>有人用其他程序更改了其规则或表。请退出后重新登录：缺失的规则会随之恢复。请联系隐私专员。</translation>
    </message>
    <message>
        <source>What was deleted since %1 still lies, encrypted, in the log of the store: somebody was reading then</source>
        <translation>自 %1 以来删除的内容仍以加密形式留在数据库日志中：当时有程序正在读取</translation>
    </message>
    <message>
        <source>Wait for the backup or drill to end; it is tried again by itself. If it stays, sign out.</source>
        <translation>请等待备份或演练结束，程序会自动重试。若仍然如此，请退出登录。</translation>
    </message>
    <message>
        <source>Not looked at, as it is closed to this account: something in %1</source>
        <translation>因本账户无权访问而未查看：%1 中的部分内容</translation>
    </message>
    <message>
        <source>Have the machine&apos;s administrator look at it, or run the drill as an account that may.</source>
        <translation>请让本机管理员查看，或用有权限的账户运行演练。</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) could not be looked at.</source>
        <translation>
            <numerusform>有 %n 处无法查看。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing readable was found where the drill could look.</source>
        <translation>在演练能够查看的位置未发现可读内容。</translation>
    </message>
    <message>
        <source>At entry %1 a history was accepted that does not match what the site had signed</source>
        <translation>在第 %1 条处，接受了一段与站点已签名内容不符的历史</translation>
    </message>
    <message>
        <source>Read on the audit page who accepted it and why. This is told for ever.</source>
        <translation>请在审计日志页面查看由谁接受及原因。此事会永久显示。</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>程序内部出错。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell the administrator what you did.</source>
        <translation>请重试。如再次出现，请告知管理员您做了什么操作。</translation>
    </message>
    <message>
        <source>An entry is not valid.</source>
        <translation>有一项输入无效。</translation>
    </message>
    <message>
        <source>Check the marked fields.</source>
        <translation>请检查标出的字段。</translation>
    </message>
    <message>
        <source>This entry is no longer there.</source>
        <translation>该条目已不存在。</translation>
    </message>
    <message>
        <source>Somebody may have removed it. Reload the list.</source>
        <translation>可能已被他人删除。请重新加载列表。</translation>
    </message>
    <message>
        <source>There is already one with this name or number.</source>
        <translation>该名称或编号已存在。</translation>
    </message>
    <message>
        <source>Choose another, or edit the one there is.</source>
        <translation>请另选一个，或编辑已有条目。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>No answer in time.</source>
        <translation>超时未响应。</translation>
    </message>
    <message>
        <source>Check that the device is on and the network cable is plugged in.</source>
        <translation>请检查设备是否通电、网线是否插好。</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>无法读取该文件。</translation>
    </message>
    <message>
        <source>Check that it is there and that you may open it.</source>
        <translation>请检查文件是否存在以及是否有权打开。</translation>
    </message>
    <message>
        <source>The file cannot be written.</source>
        <translation>无法写入该文件。</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>请选择其他文件夹，或腾出磁盘空间。</translation>
    </message>
    <message>
        <source>The file is not in the expected format.</source>
        <translation>文件格式不符。</translation>
    </message>
    <message>
        <source>Check that it is the right file.</source>
        <translation>请确认文件是否正确。</translation>
    </message>
    <message>
        <source>A file that belongs to the program is missing.</source>
        <translation>缺少程序文件。</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>请重新安装程序。</translation>
    </message>
    <message>
        <source>There is no site in this folder.</source>
        <translation>此文件夹中没有站点。</translation>
    </message>
    <message>
        <source>Set one up, or choose the right folder.</source>
        <translation>请新建站点，或选择正确的文件夹。</translation>
    </message>
    <message>
        <source>The site&apos;s store is not encrypted. It was not opened.</source>
        <translation>站点数据库未加密，未予打开。</translation>
    </message>
    <message>
        <source>Someone may have replaced the file. Restore a backup and tell the administrator.</source>
        <translation>文件可能已被调换。请恢复备份并告知管理员。</translation>
    </message>
    <message>
        <source>The site&apos;s store is damaged, or does not belong to these keys.</source>
        <translation>站点数据库已损坏，或与这些密钥不匹配。</translation>
    </message>
    <message>
        <source>Restore store and keys from the same backup.</source>
        <translation>请从同一备份中恢复数据库和密钥。</translation>
    </message>
    <message>
        <source>The site&apos;s store was written by a newer version of this program.</source>
        <translation>站点数据库由更新版本的程序写入。</translation>
    </message>
    <message>
        <source>Update this program. Nothing was changed.</source>
        <translation>请更新本程序。未作任何更改。</translation>
    </message>
    <message>
        <source>Another program has the site&apos;s store open.</source>
        <translation>站点数据库正被另一程序使用。</translation>
    </message>
    <message>
        <source>Close the other window, then try again.</source>
        <translation>请关闭另一窗口后重试。</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was recorded.</source>
        <translation>磁盘已满，未能记录。</translation>
    </message>
    <message>
        <source>Free some space now: gates stay closed until it works.</source>
        <translation>请立即腾出空间：恢复之前道闸保持关闭。</translation>
    </message>
    <message>
        <source>The disk did not take or give the data.</source>
        <translation>磁盘读写失败。</translation>
    </message>
    <message>
        <source>Check the disk and the cable. Nothing was lost that was confirmed.</source>
        <translation>请检查磁盘和线缆。已确认的数据没有丢失。</translation>
    </message>
    <message>
        <source>Something else still uses this entry.</source>
        <translation>该条目仍被其他项目使用。</translation>
    </message>
    <message>
        <source>Remove it there first.</source>
        <translation>请先在那里移除。</translation>
    </message>
    <message>
        <source>The site&apos;s store could not be brought to this version.</source>
        <translation>站点数据库无法升级到此版本。</translation>
    </message>
    <message>
        <source>It is unchanged, and a backup lies beside it. Tell the administrator.</source>
        <translation>数据库未改动，旁边留有备份。请告知管理员。</translation>
    </message>
    <message>
        <source>This build of the program cannot encrypt. The store was not opened.</source>
        <translation>此程序版本不支持加密，未打开数据库。</translation>
    </message>
    <message>
        <source>Name or passphrase is wrong.</source>
        <translation>姓名或口令错误。</translation>
    </message>
    <message>
        <source>Check the keyboard layout and Caps Lock, then try again.</source>
        <translation>请检查键盘布局和大写锁定后重试。</translation>
    </message>
    <message>
        <source>Too many attempts. Sign-in opens again in %1.</source>
        <translation>尝试次数过多。%1 后可再次登录。</translation>
    </message>
    <message>
        <source>Your role may not do this.</source>
        <translation>您的角色无权执行此操作。</translation>
    </message>
    <message>
        <source>Ask a colleague who may, and change the operator with Ctrl+U.</source>
        <translation>请由有权限的同事操作，按 Ctrl+U 更换操作员。</translation>
    </message>
    <message>
        <source>This passphrase is too easy to guess.</source>
        <translation>该口令太容易被猜到。</translation>
    </message>
    <message>
        <source>Take at least 15 characters, such as four unrelated words; not the name of the site or your own.</source>
        <translation>至少 15 个字符，例如四个互不相关的词；不要用站点名称或您自己的姓名。</translation>
    </message>
    <message>
        <source>The site&apos;s key file is damaged.</source>
        <translation>站点密钥文件已损坏。</translation>
    </message>
    <message>
        <source>Restore it from a backup.</source>
        <translation>请从备份中恢复。</translation>
    </message>
    <message>
        <source>The key file belongs to another site.</source>
        <translation>密钥文件属于另一站点。</translation>
    </message>
    <message>
        <source>Put the right key file beside the store.</source>
        <translation>请将正确的密钥文件放到数据库旁边。</translation>
    </message>
    <message>
        <source>This operator is switched off.</source>
        <translation>该操作员已停用。</translation>
    </message>
    <message>
        <source>The administrator can switch the operator on again.</source>
        <translation>管理员可重新启用该操作员。</translation>
    </message>
    <message>
        <source>This is the last administrator. The site would be without one.</source>
        <translation>这是最后一名管理员，站点不能没有管理员。</translation>
    </message>
    <message>
        <source>Add another administrator first.</source>
        <translation>请先添加另一名管理员。</translation>
    </message>
    <message>
        <source>The audit trail has been tampered with or is damaged.</source>
        <translation>审计日志被篡改或已损坏。</translation>
    </message>
    <message>
        <source>Keep this machine as it is and call the privacy officer.</source>
        <translation>请保持本机现状，并联系隐私专员。</translation>
    </message>
    <message>
        <source>This person has not consented to face recognition.</source>
        <translation>此人未同意人脸识别。</translation>
    </message>
    <message>
        <source>Record the consent first, or let them use a plate or a card.</source>
        <translation>请先登记同意书，或让其使用车牌或卡。</translation>
    </message>
    <message>
        <source>The face is very much like that of somebody enrolled already.</source>
        <translation>该人脸与已录入的某人非常相似。</translation>
    </message>
    <message>
        <source>Look whether this is the same person under another name.</source>
        <translation>请核对是否为同一人使用了不同姓名。</translation>
    </message>
    <message>
        <source>A recognition model is missing.</source>
        <translation>缺少识别模型。</translation>
    </message>
    <message>
        <source>Run the set-up again: it fetches the models.</source>
        <translation>请重新运行安装程序以获取模型。</translation>
    </message>
    <message>
        <source>A recognition model is damaged.</source>
        <translation>识别模型已损坏。</translation>
    </message>
    <message>
        <source>Run the set-up again: it fetches the models anew.</source>
        <translation>请重新运行安装程序以重新获取模型。</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>无法读取该图片。</translation>
    </message>
    <message>
        <source>Take a JPEG or PNG file.</source>
        <translation>请使用 JPEG 或 PNG 文件。</translation>
    </message>
    <message>
        <source>No face was found in the picture.</source>
        <translation>图片中未检测到人脸。</translation>
    </message>
    <message>
        <source>Take a sharper picture from the front, in good light.</source>
        <translation>请在光线良好处正面拍摄更清晰的图片。</translation>
    </message>
    <message>
        <source>There is more than one face in the picture.</source>
        <translation>图片中有多张人脸。</translation>
    </message>
    <message>
        <source>Take a picture with this person alone.</source>
        <translation>请只拍摄此人一人。</translation>
    </message>
    <message>
        <source>The face is too small, too dark or too blurred.</source>
        <translation>人脸过小、过暗或过于模糊。</translation>
    </message>
    <message>
        <source>Step closer, look into the camera, turn on the light.</source>
        <translation>请靠近、正视摄像机并打开灯光。</translation>
    </message>
    <message>
        <source>No number plate was found in the picture.</source>
        <translation>图片中未检测到车牌。</translation>
    </message>
    <message>
        <source>Type the plate instead.</source>
        <translation>请手动输入车牌。</translation>
    </message>
    <message>
        <source>The camera does not answer.</source>
        <translation>摄像机无响应。</translation>
    </message>
    <message>
        <source>Check its power, cable and address.</source>
        <translation>请检查电源、线缆和地址。</translation>
    </message>
    <message>
        <source>The camera refuses the connection.</source>
        <translation>摄像机拒绝连接。</translation>
    </message>
    <message>
        <source>Check its user name and password.</source>
        <translation>请检查摄像机的用户名和密码。</translation>
    </message>
    <message>
        <source>The camera sends a format that cannot be shown.</source>
        <translation>摄像机发送的格式无法显示。</translation>
    </message>
    <message>
        <source>Set it to H.264, H.265 or MJPEG.</source>
        <translation>请将其设为 H.264、H.265 或 MJPEG。</translation>
    </message>
    <message>
        <source>The camera stopped sending.</source>
        <translation>摄像机停止传输。</translation>
    </message>
    <message>
        <source>It is being connected anew.</source>
        <translation>正在重新连接。</translation>
    </message>
    <message>
        <source>The camera was unplugged.</source>
        <translation>摄像机已被拔出。</translation>
    </message>
    <message>
        <source>Plug it in again: it comes back by itself.</source>
        <translation>重新插入后会自动恢复。</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>录像已结束。</translation>
    </message>
    <message>
        <source>The gate does not answer. It was not opened.</source>
        <translation>道闸无响应，未打开。</translation>
    </message>
    <message>
        <source>Open it by hand, and check its power and network.</source>
        <translation>请手动打开，并检查电源和网络。</translation>
    </message>
    <message>
        <source>The gate refused to open.</source>
        <translation>道闸拒绝打开。</translation>
    </message>
    <message>
        <source>Open it by hand, and check its settings.</source>
        <translation>请手动打开，并检查其设置。</translation>
    </message>
    <message>
        <source>The gate was told to open but did not report that it did.</source>
        <translation>已向道闸发出开启指令，但未收到到位反馈。</translation>
    </message>
    <message>
        <source>Look at the barrier; open it by hand if it is down.</source>
        <translation>请查看闸杆；若未抬起，请手动打开。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>Two sentences: what happened, then the way out. Not every script puts a blank between them.</extracomment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>Somebody else changed this entry meanwhile.</source>
        <translation>其间已有他人修改了此条目。</translation>
    </message>
    <message>
        <source>Nothing was written over. Look at it again before you change it.</source>
        <translation>没有覆盖任何内容。修改前请重新查看。</translation>
    </message>
    <message>
        <source>The code of your authenticator is needed, too.</source>
        <translation>还需要您的验证器代码。</translation>
    </message>
    <message>
        <source>Open the authenticator app and type the six digits it shows for this site.</source>
        <translation>请打开验证器应用，输入它为本站点显示的六位数字。</translation>
    </message>
    <message>
        <source>This code has been used already.</source>
        <translation>此代码已使用过。</translation>
    </message>
    <message>
        <source>Wait for the next one: it comes every 30 seconds.</source>
        <translation>请等待下一个代码：每 30 秒更新一次。</translation>
    </message>
    <message>
        <source>This code does not fit.</source>
        <translation>此代码不正确。</translation>
    </message>
    <message>
        <source>Take the code shown now, and check that the clocks of this machine and of the phone are right.</source>
        <translation>请使用当前显示的代码，并检查本机和手机的时间是否正确。</translation>
    </message>
    <message>
        <source>This site cannot seal such data yet.</source>
        <translation>本站点尚不能密封此类数据。</translation>
    </message>
    <message>
        <source>It can from the next time an administrator signs in.</source>
        <translation>下次管理员登录后即可。</translation>
    </message>
    <message>
        <source>Your key does not open sealed data.</source>
        <translation>您的密钥无法打开密封数据。</translation>
    </message>
    <message>
        <source>Another administrator can give it to you by signing in once.</source>
        <translation>其他管理员登录一次即可为您开通。</translation>
    </message>
    <message>
        <source>This needs a second person.</source>
        <translation>此操作需要第二个人。</translation>
    </message>
    <message>
        <source>Ask a colleague who may approve it to sign in for this one act.</source>
        <translation>请一位有权批准的同事为这一次操作登录。</translation>
    </message>
    <message>
        <source>This person cannot approve it.</source>
        <translation>此人不能批准该操作。</translation>
    </message>
    <message>
        <source>It takes another person than the one who asks, in a role that may approve this.</source>
        <translation>必须由申请人以外的人批准，且其角色有权批准此操作。</translation>
    </message>
    <message>
        <source>The second person&apos;s approval no longer holds.</source>
        <translation>第二个人的批准已失效。</translation>
    </message>
    <message>
        <source>The disk is full. The file was not written.</source>
        <translation>磁盘已满。文件未写入。</translation>
    </message>
    <message>
        <source>Free some space, or choose another disk.</source>
        <translation>请释放空间，或选择另一个磁盘。</translation>
    </message>
    <message>
        <source>This backup is damaged.</source>
        <translation>此备份已损坏。</translation>
    </message>
    <message>
        <source>Choose another one, and take a new backup now.</source>
        <translation>请选择另一个备份，并立即做一次新备份。</translation>
    </message>
    <message>
        <source>This backup is of another site, or of other keys.</source>
        <translation>此备份属于另一个站点或另一套密钥。</translation>
    </message>
    <message>
        <source>Choose a backup of this site.</source>
        <translation>请选择本站点的备份。</translation>
    </message>
    <message>
        <source>The folder for backups is not there.</source>
        <translation>备份文件夹不存在。</translation>
    </message>
    <message>
        <source>Plug in the drive, or choose another folder.</source>
        <translation>请接上驱动器，或选择另一个文件夹。</translation>
    </message>
    <message>
        <source>The site&apos;s key ring is not there.</source>
        <translation>本站点的密钥环不存在。</translation>
    </message>
    <message>
        <source>What is sealed with it stays closed. Call the administrator, who can bring back its copy.</source>
        <translation>用它密封的内容无法打开。请联系管理员恢复其副本。</translation>
    </message>
    <message>
        <source>This was deleted for good.</source>
        <translation>此内容已被彻底删除。</translation>
    </message>
    <message>
        <source>Its key was destroyed when a consent was withdrawn or somebody was erased.</source>
        <translation>撤回同意或删除人员时，其密钥已被销毁。</translation>
    </message>
    <message>
        <source>A child under 14 cannot consent alone.</source>
        <translation>不满十四周岁的儿童不能单独同意。</translation>
    </message>
    <message>
        <source>Let a parent or guardian decide and sign, and enter their name.</source>
        <translation>请由父母或监护人决定并签字，并填写其姓名。</translation>
    </message>
    <message>
        <source>A backup, a restore or the renewal of the site&apos;s key is under way.</source>
        <translation>正在进行备份、恢复或更换站点密钥。</translation>
    </message>
    <message>
        <source>Try again when it is done.</source>
        <translation>完成后请再试一次。</translation>
    </message>
    <message>
        <source>This copy is from before the site&apos;s key was renewed. The key of now does not open it.</source>
        <translation>这份副本是在更换站点密钥之前制作的，现在的密钥打不开它。</translation>
    </message>
    <message>
        <source>Give a name with the passphrase of then, or the recovery code of then.</source>
        <translation>请提供一个姓名和当时的口令，或当时的恢复码。</translation>
    </message>
    <message>
        <source>It counts once, for this one act on this one thing, for five minutes. Ask them again.</source>
        <translation>批准只对这一次、这一项操作和这一个对象有效，期限五分钟。请再请对方批准一次。</translation>
    </message>
    <message>
        <source>This backup is too old to be brought back: people were erased since, and it would give back what was held of them.</source>
        <translation>此备份太旧，不能恢复：此后有人的数据已被删除，恢复会把这些数据带回来。</translation>
    </message>
    <message>
        <source>Use a newer backup, and destroy this one.</source>
        <translation>请使用较新的备份，并销毁此备份。</translation>
    </message>
    <message>
        <source>Somebody has put an old copy in its place. Keep this machine as it is and call the privacy officer.</source>
        <translation>有人用旧副本替换了它。请保持本机现状，并联系隐私专员。</translation>
    </message>
    <message>
        <source>The audit trail is not the one that the site has signed: entry %L1 does not match.</source>
        <translation>审计日志与站点签名的不一致：第 %L1 条不符。</translation>
    </message>
    <message>
        <source>The entry of this head was removed when its time was over, and nothing that was signed names it any more.</source>
        <translation>该审计日志头所对应的条目已到期删除，已签名的内容中不再有它。</translation>
    </message>
    <message>
        <source>Compare a head that was printed later.</source>
        <translation>请比对较晚打印的审计日志头。</translation>
    </message>
    <message>
        <source>The store&apos;s tables are not the ones that this program makes: somebody has changed them with another program.</source>
        <translation>数据库的表与本程序创建的不同：有人用其他程序更改了它们。</translation>
    </message>
    <message>
        <source>Keep the folder as it is, call the privacy officer, and bring the site back from a backup.</source>
        <translation>请保持文件夹现状，联系隐私专员，并用备份恢复站点。</translation>
    </message>
    <message>
        <source>Rules that guard what the store holds had been taken out of it, and are back now: %1. Somebody has changed the store with another program: call the privacy officer.</source>
        <translation>保护数据库内容的规则曾被删除，现已恢复：%1。有人用其他程序更改了数据库：请联系隐私专员。</translation>
    </message>
    <message>
        <source>The store holds tables that are not its own: %1. Somebody has changed it with another program: call the privacy officer.</source>
        <translation>数据库中有不属于它的表：%1。有人用其他程序更改了它：请联系隐私专员。</translation>
    </message>
    <message>
        <source>An older key file was put in the place of the site&apos;s. What had been replaced or revoked since opens nothing; whoever cannot sign in any more needs a new passphrase from the administrator.</source>
        <translation>站点的密钥文件曾被换成旧文件。此后被替换或撤销的内容已无法打开任何东西；无法登录的人需要由管理员设置新的口令。</translation>
    </message>
    <message>
        <source>How long data is kept was changed around the program.</source>
        <translation>数据保留期限被绕过程序更改。</translation>
    </message>
    <message>
        <source>Nothing was deleted. Look at the classes marked on the privacy page and choose their days again.</source>
        <translation>没有删除任何数据。请在隐私页面查看有标记的类别，并重新选择天数。</translation>
    </message>
    <message>
        <source>What is held here is restricted: it is kept, but not used.</source>
        <translation>此处的数据已被限制：只保存，不使用。</translation>
    </message>
    <message>
        <source>The privacy officer may lift the restriction, or erase.</source>
        <translation>隐私专员可以解除限制或删除。</translation>
    </message>
    <message>
        <source>A request about this is still open.</source>
        <translation>与此有关的请求尚未处理完。</translation>
    </message>
    <message>
        <source>The privacy officer answers it first; then it can be removed.</source>
        <translation>请先由隐私专员答复，然后才能移除。</translation>
    </message>
    <message>
        <source>One of these two was brought back by the recovery code.</source>
        <translation>两人之一是用恢复码回来的。</translation>
    </message>
    <message>
        <source>For 72 hours nothing that takes two people is done with them, unless an administrator who is neither of the two confirms them on the Operators page.</source>
        <translation>72 小时内，需要两个人的操作不得由其参与，除非由两人以外的管理员在“操作员”页面上确认。</translation>
    </message>
    <message>
        <source>The clock is days ahead of the time this machine can account for.</source>
        <translation>时钟比本机能够证实的时间快了好几天。</translation>
    </message>
    <message>
        <source>Nothing was deleted. Look whether this machine&apos;s clock is right, and let two people say so on the privacy page.</source>
        <translation>没有删除任何内容。请查看本机时钟是否正确，并由两人在“隐私”页面确认。</translation>
    </message>
    <message>
        <source>This machine&apos;s clock was ahead when your last code was taken, or it is behind now.</source>
        <translation>您上一次输入的验证码被接受时，本机时钟走快了；或者现在走慢了。</translation>
    </message>
    <message>
        <source>Look whether the clock is right. If it is, an administrator or the recovery code can take your second factor away, and you set it up anew.</source>
        <translation>请查看时钟是否正确。如果正确，可由管理员或用恢复码移除您的第二因素，然后您重新设置。</translation>
    </message>
    <message>
        <source>The store is older than its audit trail: entries from %L1 on, which the site has signed, are missing. Nothing is signed until two people restore a backup or accept what is there.</source>
        <translation>数据库比审计日志旧：缺少站点已签名的第 %L1 条及其后的条目。在两人恢复备份或接受现有内容之前不再签名。</translation>
    </message>
    <message>
        <source>What the key file says of the audit trail is not from this site. Nothing is signed until two people restore a backup or accept what is there.</source>
        <translation>密钥文件中关于审计日志的内容并非来自本站点。在两人恢复备份或接受现有内容之前不再签名。</translation>
    </message>
    <message>
        <source>Signatures under the audit trail are missing, the last one at entry %L1. Nothing is signed until two people restore a backup or accept what is there.</source>
        <translation>审计日志的签名缺失，最后一个在第 %L1 条。在两人恢复备份或接受现有内容之前不再签名。</translation>
    </message>
    <message>
        <source>Too much of the audit trail does not fit: it cannot be accepted.</source>
        <translation>审计日志中不符之处过多：无法接受。</translation>
    </message>
    <message>
        <source>Bring a backup back: there is no other way.</source>
        <translation>请恢复备份：没有其他办法。</translation>
    </message>
    <message>
        <source>The audit trail matches what the site has signed.</source>
        <translation>审计日志与站点已签名的内容相符。</translation>
    </message>
    <message>
        <source>There is nothing to accept.</source>
        <translation>没有需要接受的内容。</translation>
    </message>
    <message>
        <source>At entry %L1 one person, there being no other, accepted a history that does not match what the site had signed. The reason given: %2</source>
        <translation>在第 %L1 条处，因没有第二人，由一人接受了一段与站点已签名内容不符的历史。所填原因：%2</translation>
    </message>
    <message>
        <source>At entry %L1 two people accepted a history that does not match what the site had signed. The reason given: %2</source>
        <translation>在第 %L1 条处，两人接受了一段与站点已签名内容不符的历史。所填原因：%2</translation>
    </message>
    <message>
        <source>Before entry %L1 everything matches; from there up to the acceptance it may not.</source>
        <translation>第 %L1 条之前全部相符；从该条到接受之处可能不符。</translation>
    </message>
</context>
<context>
    <name>EventRow</name>
    <message>
        <source>a person who was removed</source>
        <translation>已删除的人员</translation>
    </message>
    <message>
        <source>nobody known</source>
        <translation>陌生人</translation>
    </message>
    <message>
        <source>a plate that could not be read</source>
        <translation>车牌无法识别</translation>
    </message>
    <message>
        <source>recognised</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>道闸</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>did not open</source>
        <translation>未打开</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Who or what</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>处置</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Sure, %</source>
        <translation>置信度 %</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>FilingText</name>
    <message>
        <source>People stored here: %1, of these %2 by face. From %3 on, the law asks for a filing with the authority.</source>
        <translation>此处已保存 %1 人，其中 %2 人有人脸信息。达到 %3 人时依法须向主管部门备案。</translation>
    </message>
    <message>
        <source>%1 people are stored here, %2 of them by face. From %3 on, the law asks for a filing with the authority: remove who is gone.</source>
        <translation>此处已保存 %1 人，其中 %2 人有人脸信息。达到 %3 人时依法须向主管部门备案：请删除已离开的人员。</translation>
    </message>
</context>
<context>
    <name>ImpactDocument</name>
    <message>
        <source>%1, with a liveness check</source>
        <translation>%1，并进行活体检测</translation>
    </message>
    <message>
        <source>picture on the screen only, nothing is recorded</source>
        <translation>仅在屏幕显示，不作记录</translation>
    </message>
    <message>
        <source>1. What is done, and why</source>
        <translation>1. 处理内容与目的</translation>
    </message>
    <message>
        <source>Gatehouse watches the entrances of the site, recognises registered people by face and vehicles by plate, decides by rules who may pass, and records each passage with its pictures. Purposes: to control access, to settle what went wrong, and where agreed to keep attendance and parking bills.</source>
        <translation>Gatehouse 监看站点的出入口，通过人脸识别已登记人员、通过车牌识别车辆，按规则决定谁可通行，并连同图片记录每次通行。目的：控制出入、处理差错，以及在约定时用于考勤和停车计费。</translation>
    </message>
    <message>
        <source>Legal bases: for faces the separate consent of each person (GDPR art. 9(2)(a); PIPL arts. 13, 14, 29), which can be withdrawn in two clicks; for plates and passages the legitimate interest in a safe site or the contract (GDPR art. 6(1)(b) and (f); PIPL art. 13). The face is never the only way: plate, pass, PIN and the operator are equal in the same flow.</source>
        <translation>法律依据：人脸须取得每个人的单独同意（GDPR 第 9 条第 2 款 a 项；《个人信息保护法》第 13、14、29 条），点击两次即可撤回；车牌和通行记录基于场所安全的合法利益或合同（GDPR 第 6 条第 1 款 b、f 项；《个人信息保护法》第 13 条）。人脸绝非唯一方式：车牌、通行证、PIN 和操作员在同一流程中同等有效。</translation>
    </message>
    <message>
        <source>2. Cameras</source>
        <translation>2. 摄像机</translation>
    </message>
    <message>
        <source>None are set up.</source>
        <translation>尚未设置。</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置类型</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>%1 (switched off)</source>
        <translation>%1（已停用）</translation>
    </message>
    <message>
        <source>3. Whose data, and how much</source>
        <translation>3. 涉及的个人及数量</translation>
    </message>
    <message>
        <source>With a face template</source>
        <translation>有人脸模板者</translation>
    </message>
    <message>
        <source>Face templates</source>
        <translation>人脸模板</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>通行记录</translation>
    </message>
    <message>
        <source>Pictures of passages</source>
        <translation>通行图片</translation>
    </message>
    <message>
        <source>People whose data is restricted</source>
        <translation>限制处理的人员</translation>
    </message>
    <message>
        <source>Open requests</source>
        <translation>未结请求</translation>
    </message>
    <message>
        <source>%1, of them overdue: %2</source>
        <translation>%1，其中逾期：%2</translation>
    </message>
    <message>
        <source>Strangers are seen too: their pictures have the shortest life, and no template of them is ever made.</source>
        <translation>陌生人也会被拍到：其图片的保留期限最短，且绝不为其生成模板。</translation>
    </message>
    <message>
        <source>4. How long it is kept</source>
        <translation>4. 保留期限</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保留期限</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Held now</source>
        <translation>现有</translation>
    </message>
    <message>
        <source>Why so long</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>What is overdue is deleted daily and whenever the site is opened; last run with a signed certificate: %1.</source>
        <translation>到期数据每日以及每次打开站点时删除；最近一次有签名证明的清理：%1。</translation>
    </message>
    <message>
        <source>What is overdue is deleted daily and whenever the site is opened; no run has been certified yet.</source>
        <translation>到期数据每日以及每次打开站点时删除；尚无清理证明。</translation>
    </message>
    <message>
        <source>Templates and enrolment pictures are kept as long as the person is registered and the consent stands.</source>
        <translation>在人员登记且同意有效期间保存模板和登记照片。</translation>
    </message>
    <message>
        <source>5. Who can see it</source>
        <translation>5. 谁可以查看</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>May</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Resident IDs and dates of birth are sealed: whoever edits people can write them, only these can read them: %1. Each reading is written into the audit trail.</source>
        <translation>身份证件号码和出生日期已密封：编辑人员者可以写入，仅以下角色可以读取：%1。每次读取都写入审计日志。</translation>
    </message>
    <message>
        <source>Two people are needed to export personal data, to erase, to restore a backup, to change others&apos; keys and to keep data longer. Nothing is passed on to others; nothing leaves the machine but by these acts.</source>
        <translation>导出个人数据、删除个人信息、恢复备份、更改他人密钥以及延长保留期限均须两人。不向他人提供数据；除上述操作外，没有任何数据离开本机。</translation>
    </message>
    <message>
        <source>6. Safeguards</source>
        <translation>6. 保护措施</translation>
    </message>
    <message>
        <source>One encrypted store (SQLCipher, AES-256); it opens only by an operator&apos;s passphrase; no default passphrase exists.</source>
        <translation>单一加密数据库（SQLCipher，AES-256）；只能用操作员的口令打开；不存在默认口令。</translation>
    </message>
    <message>
        <source>Templates are rotated by a key of the site and encrypted under a key of each consent, which is destroyed when it is withdrawn: older copies give back nothing.</source>
        <translation>模板经站点密钥旋转，并以每份同意各自的密钥加密，撤回时即销毁密钥：旧副本无法恢复任何内容。</translation>
    </message>
    <message>
        <source>The program opens no listening socket.</source>
        <translation>程序不打开任何监听端口。</translation>
    </message>
    <message>
        <source>An audit trail that cannot be changed: append-only, hash-chained, signed; reading, searching and looking at pictures are in it.</source>
        <translation>不可更改的审计日志：只可追加、哈希链接、签名；阅读、搜索和查看图片也记录在内。</translation>
    </message>
    <message>
        <source>Roles see only what they need; failed sign-ins are slowed down; the screen locks itself.</source>
        <translation>各角色仅能看到所需内容；登录失败后延时；屏幕自动锁定。</translation>
    </message>
    <message>
        <source>A person decides where recognition is not sure; each refusal shows its reason and can be overridden.</source>
        <translation>识别不确定时由人决定；每次拒绝都说明理由，并可由人推翻。</translation>
    </message>
    <message>
        <source>Requests of the people recorded stand in a queue with due dates; copies leave the machine encrypted, with other people&apos;s faces made unrecognisable.</source>
        <translation>个人的请求按期限排队处理；副本加密后才离开本机，其中他人的人脸已作不可辨认处理。</translation>
    </message>
    <message>
        <source>7. Risks that the configuration shows</source>
        <translation>7. 配置显示的风险</translation>
    </message>
    <message>
        <source>None of those the program looks for.</source>
        <translation>未发现程序所检查的风险。</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>Risks that remain with every such system: a person is taken for another, a person is refused wrongly, an operator looks without need, the machine is stolen. Against these stand sections 5 and 6.</source>
        <translation>此类系统始终存在的风险：认错人、错误拒绝、操作员无必要地查看、设备被盗。第 5、6 节即为应对。</translation>
    </message>
    <message>
        <source>8. Necessity, opinion and decision</source>
        <translation>8. 必要性、意见与决定</translation>
    </message>
    <message>
        <source>To be weighed by people: whether the purposes could be reached with less, what the people concerned or their representatives think, what the data protection officer advises, and the decision.</source>
        <translation>须由人权衡：能否以更少的数据达到目的，相关个人或其代表的意见，个人信息保护负责人的建议，以及最终决定。</translation>
    </message>
    <message>
        <source>Necessity</source>
        <translation>必要性</translation>
    </message>
    <message>
        <source>Opinion of the people concerned</source>
        <translation>相关个人的意见</translation>
    </message>
    <message>
        <source>Advice of the data protection officer</source>
        <translation>个人信息保护负责人的建议</translation>
    </message>
    <message>
        <source>Decision, date, signature</source>
        <translation>决定、日期、签名</translation>
    </message>
    <message>
        <source>To be made anew when cameras, purposes or retention change, and kept for three years (PIPL art. 56).</source>
        <translation>摄像机、用途或保留期限变更时须重新评估，并至少保存三年（《个人信息保护法》第 56 条）。</translation>
    </message>
    <message>
        <source>Data protection impact assessment</source>
        <translation>个人信息保护影响评估</translation>
    </message>
    <message>
        <source>%1, as configured on %2</source>
        <translation>%1，配置截至 %2</translation>
    </message>
</context>
<context>
    <name>LaneCard</name>
    <message>
        <source>opening…</source>
        <translation>正在放行…</translation>
    </message>
    <message>
        <source>refusing…</source>
        <translation>正在拒绝…</translation>
    </message>
    <message>
        <source>deciding anew…</source>
        <translation>重新判定…</translation>
    </message>
    <message>
        <source>match %1, needs %2</source>
        <translation>相似度 %1，需 %2</translation>
    </message>
    <message>
        <source>confidence %1, needs %2</source>
        <translation>置信度 %1，需 %2</translation>
    </message>
    <message>
        <source>%1 of %2 readings agree</source>
        <translation>%2 次识读中 %1 次一致</translation>
    </message>
    <message>
        <source>second best: %1 (%2)</source>
        <translation>次优：%1（%2）</translation>
    </message>
    <message>
        <source>liveness %1 (a hint, not a proof)</source>
        <translation>活体 %1（仅供参考，不作为证明）</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>道闸</translation>
    </message>
    <message>
        <source>face not clear</source>
        <translation>人脸不清晰</translation>
    </message>
    <message>
        <source>unknown person</source>
        <translation>陌生人</translation>
    </message>
    <message>
        <source>plate not readable</source>
        <translation>车牌无法识别</translation>
    </message>
    <message>
        <source>nobody recognised</source>
        <translation>未识别到人员</translation>
    </message>
    <message>
        <source>match %1 (needs %2)</source>
        <translation>相似度 %1（需 %2）</translation>
    </message>
    <message>
        <source>live %1</source>
        <translation>活体 %1</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>暂无</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>or %1 (%2)</source>
        <translation>或 %1（%2）</translation>
    </message>
</context>
<context>
    <name>LeftoverWords</name>
    <message numerus="yes">
        <source>%n passage(s) are still kept, so the name stays on file: a request must find them.</source>
        <translation>
            <numerusform>仍保存有 %n 条通行记录，因此姓名继续留存：提出请求时须能查到这些记录。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of passages are still kept, so the name stays on file: a request must find them.</source>
        <translation>
            <numerusform>仍保存有 %n 张通行图片，因此姓名继续留存：提出请求时须能查到这些图片。</numerusform>
        </translation>
    </message>
    <message>
        <source>It goes with the last of them, after %1.</source>
        <translation>姓名将在 %1 之后随最后一条一并删除。</translation>
    </message>
    <message>
        <source>It goes with the last of them; when, is open until the retention times are decided.</source>
        <translation>姓名将随最后一条一并删除；在确定保留期限之前，时间待定。</translation>
    </message>
    <message>
        <source>Who wants everything gone at once has the right to be forgotten: “Erase” on the Privacy page.</source>
        <translation>如要求立即全部删除，可行使被遗忘权：在“隐私”页面选择“删除”。</translation>
    </message>
</context>
<context>
    <name>PrivacyColumns</name>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Whom it is about</source>
        <translation>涉及对象</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>What they ask for</source>
        <translation>请求内容</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保留期限</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>现有</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>最早</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>By</source>
        <translation>执行者</translation>
    </message>
    <message>
        <source>the program itself</source>
        <translation>程序自动执行</translation>
    </message>
    <message>
        <source>%1, decided: %2</source>
        <translation>%1，已决定：%2</translation>
    </message>
</context>
<context>
    <name>PrivacyWords</name>
    <message>
        <source>Pictures of unknown people and vehicles</source>
        <translation>未知人员和车辆的图片</translation>
    </message>
    <message>
        <source>Pictures of registered people and vehicles</source>
        <translation>已登记人员和车辆的图片</translation>
    </message>
    <message>
        <source>Passages: time, lane, whom, decision</source>
        <translation>通行记录：时间、通道、对象、决定</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>考勤</translation>
    </message>
    <message>
        <source>Closed requests of the people recorded</source>
        <translation>已办结的个人请求</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Damage and wrong refusals show up after a weekend and a holiday (GDPR art. 5(1)(e), EDPB guidelines 3/2019).</source>
        <translation>损坏和错误拒绝往往在周末和节假日之后才被发现（GDPR 第 5 条第 1 款 e 项，EDPB 指南 3/2019）。</translation>
    </message>
    <message>
        <source>Settles a month&apos;s attendance and bill after its close, as the notice of consent tells.</source>
        <translation>用于在月结后核对当月考勤和账单，与同意告知书一致。</translation>
    </message>
    <message>
        <source>The half year in which a bill or a day&apos;s hours are disputed.</source>
        <translation>账单或工时产生争议的半年。</translation>
    </message>
    <message>
        <source>Working time records are to be kept for two years.</source>
        <translation>工时记录须保存两年。</translation>
    </message>
    <message>
        <source>Proof that requests were answered: claims lapse after three years.</source>
        <translation>证明请求已答复：请求权三年后时效届满。</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Get a copy of what is held</source>
        <translation>查阅、复制</translation>
    </message>
    <message>
        <source>Have it corrected</source>
        <translation>更正、补充</translation>
    </message>
    <message>
        <source>Have its use restricted</source>
        <translation>限制处理</translation>
    </message>
    <message>
        <source>Have it erased</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Objection</source>
        <translation>反对处理</translation>
    </message>
    <message>
        <source>Export the package and tell the passphrase by another way.</source>
        <translation>导出数据包，并通过其他途径告知口令。</translation>
    </message>
    <message>
        <source>Correct the entry, and note what was changed.</source>
        <translation>更正条目，并注明改动内容。</translation>
    </message>
    <message>
        <source>Restrict: it is kept, but no lane recognises them.</source>
        <translation>限制处理：数据保留，但通道不再识别。</translation>
    </message>
    <message>
        <source>Erase, with a second person. The certificate is the proof.</source>
        <translation>与第二人共同删除。证明即为凭据。</translation>
    </message>
    <message>
        <source>Weigh the reasons. Restrict meanwhile; erase where they prevail.</source>
        <translation>权衡理由。期间限制处理；理由成立则删除。</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未结</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>refused, with reasons</source>
        <translation>已拒绝并说明理由</translation>
    </message>
    <message>
        <source>It is not stated what kind of place a camera looks at.</source>
        <translation>未说明某摄像机所对的位置类型。</translation>
    </message>
    <message>
        <source>State the place in the camera&apos;s settings.</source>
        <translation>在摄像机设置中注明位置类型。</translation>
    </message>
    <message>
        <source>A camera takes in ground that people cannot avoid.</source>
        <translation>某摄像机拍到行人无法避开的公共区域。</translation>
    </message>
    <message>
        <source>Turn or mask the camera, narrow the lane&apos;s region, put up a sign.</source>
        <translation>调整或遮挡摄像机，缩小通道识别区域，设置告示牌。</translation>
    </message>
    <message>
        <source>Faces are recognised at a workplace, where consent is hardly free.</source>
        <translation>在工作场所识别人脸，同意难以保证自愿。</translation>
    </message>
    <message>
        <source>Offer card, PIN or plate as equal ways; hear the works council; document the choice.</source>
        <translation>提供同等的通行证、PIN 或车牌方式；听取职工代表意见；记录选择。</translation>
    </message>
    <message>
        <source>A lane may take a picture of a face for the face.</source>
        <translation>某通道可能把人脸照片当作真人。</translation>
    </message>
    <message>
        <source>Switch the liveness check on for the lane.</source>
        <translation>为该通道启用活体检测。</translation>
    </message>
    <message>
        <source>A class of data is kept longer than the standard.</source>
        <translation>某类数据的保留期限超过标准。</translation>
    </message>
    <message>
        <source>Write down why, or shorten it.</source>
        <translation>写明理由，或缩短期限。</translation>
    </message>
    <message>
        <source>Pictures are kept longer than the notice of consent tells people.</source>
        <translation>图片保留期限超过同意告知书所述。</translation>
    </message>
    <message>
        <source>Shorten it, or have a new notice signed.</source>
        <translation>缩短期限，或请本人签署新的告知书。</translation>
    </message>
    <message>
        <source>Data is kept beyond its time, or the daily run has not taken place.</source>
        <translation>有数据超期保存，或每日清理未进行。</translation>
    </message>
    <message>
        <source>Run the retention now and look why it did not run.</source>
        <translation>立即执行清理，并查明未执行的原因。</translation>
    </message>
    <message>
        <source>One person alone can export and erase: there is nobody to approve.</source>
        <translation>一人即可导出和删除：无人可以批准。</translation>
    </message>
    <message>
        <source>Add a second operator whose role may approve.</source>
        <translation>添加一名其角色可以批准的操作员。</translation>
    </message>
    <message>
        <source>Requests of the people recorded are overdue.</source>
        <translation>个人请求已逾期。</translation>
    </message>
    <message>
        <source>Answer them now.</source>
        <translation>请立即答复。</translation>
    </message>
    <message>
        <source>80,000 people or more are stored; from 100,000 on face recognition is to be filed in China.</source>
        <translation>已存储 80,000 人以上；在中国，人脸信息达到 100,000 人须备案。</translation>
    </message>
    <message>
        <source>Remove who no longer comes; prepare the filing.</source>
        <translation>删除不再来访者；准备备案。</translation>
    </message>
    <message>
        <source>More than nine in ten people pass by their face alone.</source>
        <translation>超过九成人员仅以人脸通行。</translation>
    </message>
    <message>
        <source>Offer another way that is equal: the face must never be the only one.</source>
        <translation>提供同等的其他方式：人脸绝不能是唯一方式。</translation>
    </message>
    <message>
        <source>Records of processing are to be kept for three years (PIPL art. 56; GDPR art. 5(2)). Older entries are removed, and the site signs where the trail begins then.</source>
        <translation>处理记录须保存三年（《个人信息保护法》第 56 条；GDPR 第 5 条第 2 款）。更早的条目会被删除，站点会对记录新的起点签名。</translation>
    </message>
    <message>
        <source>Faces of visitors after their visit</source>
        <translation>访客离开后的人脸</translation>
    </message>
    <message>
        <source>A visit that is over has no purpose left. A week, for who comes again. Every visit has an end: it is entered for a quarter of a year at most.</source>
        <translation>来访结束后已无保存目的。为再次来访者保留一周。每次来访都有结束日期：登记时最长为三个月。</translation>
    </message>
    <message>
        <source>The clock was %1 ahead of the time the machine can account for.</source>
        <translation>时钟比本机能够证实的时间快 %1。</translation>
    </message>
    <message>
        <source>The clock was last confirmed when it was %1 ahead, see entry %2 of the audit trail.</source>
        <translation>时钟上次被确认时快 %1，见审计日志第 %2 条。</translation>
    </message>
</context>
<context>
    <name>ReasonText</name>
    <message>
        <source>allowed</source>
        <translation>已放行</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>asks you</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>a rule allows it</source>
        <translation>规则允许</translation>
    </message>
    <message>
        <source>a rule forbids it</source>
        <translation>规则禁止</translation>
    </message>
    <message>
        <source>registered, but no rule allows this place</source>
        <translation>已登记，但无规则允许在此通行</translation>
    </message>
    <message>
        <source>not at this hour</source>
        <translation>不在允许时段</translation>
    </message>
    <message>
        <source>the rule is not valid today</source>
        <translation>规则今日无效</translation>
    </message>
    <message>
        <source>registered, but switched off</source>
        <translation>已登记，但已停用</translation>
    </message>
    <message>
        <source>registered, but not valid today</source>
        <translation>已登记，但今日不在有效期内</translation>
    </message>
    <message>
        <source>not registered</source>
        <translation>未登记</translation>
    </message>
    <message>
        <source>not seen clearly enough</source>
        <translation>画面不够清晰</translation>
    </message>
    <message>
        <source>looks like a picture of a person</source>
        <translation>疑似人像照片，非真人</translation>
    </message>
    <message>
        <source>opened by the operator</source>
        <translation>操作员放行</translation>
    </message>
    <message>
        <source>refused by the operator</source>
        <translation>操作员拒绝</translation>
    </message>
    <message>
        <source>corrected by the operator</source>
        <translation>操作员更正</translation>
    </message>
    <message>
        <source>could not be recorded: the gate stays shut</source>
        <translation>无法记录：道闸保持关闭</translation>
    </message>
    <message>
        <source>the gate opened</source>
        <translation>道闸已打开</translation>
    </message>
    <message>
        <source>the gate did not open</source>
        <translation>道闸未打开</translation>
    </message>
    <message>
        <source>rule “%1”</source>
        <translation>规则“%1”</translation>
    </message>
    <message>
        <source>forbidden by rule “%1”</source>
        <translation>规则“%1”禁止</translation>
    </message>
    <message>
        <source>%1 (rule “%2”)</source>
        <translation>%1（规则“%2”）</translation>
    </message>
    <message>
        <source>plate %1 px high, needs %2</source>
        <translation>车牌高 %1 px，需 %2</translation>
    </message>
    <message>
        <source>%1 px between the eyes, needs %2</source>
        <translation>瞳距 %1 px，需 %2</translation>
    </message>
    <message>
        <source>blurred: sharpness %1, needs %2</source>
        <translation>模糊：清晰度 %1，需 %2</translation>
    </message>
    <message>
        <source>turned by %1°, at most %2°</source>
        <translation>偏转 %1°，最多 %2°</translation>
    </message>
    <message>
        <source>too dark: brightness %1, needs %2</source>
        <translation>过暗：亮度 %1，需 %2</translation>
    </message>
    <message>
        <source>too bright: brightness %1, at most %2</source>
        <translation>过亮：亮度 %1，最多 %2</translation>
    </message>
    <message>
        <source>match %1, needs %2</source>
        <translation>相似度 %1，需 %2</translation>
    </message>
    <message>
        <source>only %1 ahead of the second best, needs %2</source>
        <translation>仅领先次优 %1，需 %2</translation>
    </message>
    <message>
        <source>liveness %1, needs %2 (a hint, not a proof)</source>
        <translation>活体 %1，需 %2（仅供参考，不作为证明）</translation>
    </message>
    <message>
        <source>the characters fit no plate format expected here</source>
        <translation>字符不符合此处预期的任何车牌格式</translation>
    </message>
    <message>
        <source>%1 readings agree, needs %2</source>
        <translation>%1 次识读一致，需 %2</translation>
    </message>
    <message>
        <source>employee</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>contractor</source>
        <translation>外包人员</translation>
    </message>
    <message>
        <source>resident</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>visitor</source>
        <translation>访客</translation>
    </message>
    <message>
        <source>face at the gate</source>
        <translation>人脸通行</translation>
    </message>
    <message>
        <source>face for attendance</source>
        <translation>人脸考勤</translation>
    </message>
    <message>
        <source>picture on file</source>
        <translation>存档照片</translation>
    </message>
    <message>
        <source>signed form</source>
        <translation>签字纸质表</translation>
    </message>
    <message>
        <source>signature on screen</source>
        <translation>屏幕签名</translation>
    </message>
    <message>
        <source>signed by the guardian</source>
        <translation>监护人签字</translation>
    </message>
    <message>
        <source>electronic</source>
        <translation>电子方式</translation>
    </message>
    <message>
        <source>guard</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>parking attendant</source>
        <translation>收费员</translation>
    </message>
    <message>
        <source>manager</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>privacy officer</source>
        <translation>隐私专员</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>China</source>
        <translation>中国</translation>
    </message>
    <message>
        <source>Europe</source>
        <translation>欧洲</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>美国</translation>
    </message>
    <message>
        <source>Brazil</source>
        <translation>巴西</translation>
    </message>
    <message>
        <source>in</source>
        <translation>进</translation>
    </message>
    <message>
        <source>out</source>
        <translation>出</translation>
    </message>
    <message>
        <source>in and out</source>
        <translation>进出</translation>
    </message>
    <message>
        <source>allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>forbid</source>
        <translation>禁止</translation>
    </message>
    <message>
        <source>number plates</source>
        <translation>车牌</translation>
    </message>
    <message>
        <source>faces</source>
        <translation>人脸</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>Modbus TCP relay</source>
        <translation>Modbus TCP 继电器</translation>
    </message>
    <message>
        <source>gate: state unknown</source>
        <translation>道闸：状态未知</translation>
    </message>
    <message>
        <source>gate closed</source>
        <translation>道闸关闭</translation>
    </message>
    <message>
        <source>gate opening</source>
        <translation>道闸开启中</translation>
    </message>
    <message>
        <source>gate open</source>
        <translation>道闸打开</translation>
    </message>
    <message>
        <source>gate does not answer</source>
        <translation>道闸无响应</translation>
    </message>
    <message>
        <source>network camera (RTSP)</source>
        <translation>网络摄像机（RTSP）</translation>
    </message>
    <message>
        <source>network camera (HTTP MJPEG)</source>
        <translation>网络摄像机（HTTP MJPEG）</translation>
    </message>
    <message>
        <source>camera on this machine</source>
        <translation>本机摄像头</translation>
    </message>
    <message>
        <source>video file</source>
        <translation>视频文件</translation>
    </message>
    <message>
        <source>folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>connecting, try %1</source>
        <translation>连接中，第 %1 次</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>已停滞 %1</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>故障：%1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>entrance</source>
        <translation>入口</translation>
    </message>
    <message>
        <source>car park</source>
        <translation>停车场</translation>
    </message>
    <message>
        <source>corridor or stairs</source>
        <translation>走廊或楼梯</translation>
    </message>
    <message>
        <source>workplace</source>
        <translation>工作场所</translation>
    </message>
    <message>
        <source>takes in public ground</source>
        <translation>涉及公共区域</translation>
    </message>
    <message>
        <source>to identify the person</source>
        <translation>为核实身份</translation>
    </message>
    <message>
        <source>the person asked for it</source>
        <translation>应本人请求</translation>
    </message>
    <message>
        <source>to correct an entry</source>
        <translation>为更正登记</translation>
    </message>
    <message>
        <source>an authority demands it by law</source>
        <translation>有关机关依法要求</translation>
    </message>
</context>
<context>
    <name>RoleWords</name>
    <message>
        <source>Watches the lanes, opens and refuses, registers visitors and enrols faces.</source>
        <translation>监看通道，放行与拒绝，登记访客并录入人脸。</translation>
    </message>
    <message>
        <source>Watches the lanes, opens and refuses, looks after vehicles.</source>
        <translation>监看通道，放行与拒绝，维护车辆信息。</translation>
    </message>
    <message>
        <source>Decides who may pass: people, vehicles, groups, schedules and rules. Reads the audit trail.</source>
        <translation>决定谁可通行：人员、车辆、组、时间表和规则。可查看审计日志。</translation>
    </message>
    <message>
        <source>Looks after consents and what is kept about people. Reads the audit trail.</source>
        <translation>管理同意记录和所保存的个人信息。可查看审计日志。</translation>
    </message>
    <message>
        <source>Everything, also operators, cameras, lanes and gates.</source>
        <translation>全部权限，包括操作员、摄像机、通道和道闸。</translation>
    </message>
    <message>
        <source>Watch the cameras</source>
        <translation>查看摄像机画面</translation>
    </message>
    <message>
        <source>Open, refuse and correct at a lane</source>
        <translation>在通道放行、拒绝和更正</translation>
    </message>
    <message>
        <source>See what happened at the lanes</source>
        <translation>查看通道事件</translation>
    </message>
    <message>
        <source>See people</source>
        <translation>查看人员</translation>
    </message>
    <message>
        <source>Add and change people and their consents</source>
        <translation>添加和修改人员及其同意记录</translation>
    </message>
    <message>
        <source>Enrol faces</source>
        <translation>录入人脸</translation>
    </message>
    <message>
        <source>See vehicles</source>
        <translation>查看车辆</translation>
    </message>
    <message>
        <source>Add and change vehicles</source>
        <translation>添加和修改车辆</translation>
    </message>
    <message>
        <source>See who may pass when</source>
        <translation>查看通行权限</translation>
    </message>
    <message>
        <source>Change groups, zones, schedules and rules</source>
        <translation>修改组、区域、时间表和规则</translation>
    </message>
    <message>
        <source>See cameras, lanes and gates</source>
        <translation>查看摄像机、通道和道闸</translation>
    </message>
    <message>
        <source>Set up cameras, lanes and gates</source>
        <translation>设置摄像机、通道和道闸</translation>
    </message>
    <message>
        <source>Start and stop the lanes</source>
        <translation>启动和停止通道</translation>
    </message>
    <message>
        <source>Add, disable and enable operators</source>
        <translation>添加、停用和启用操作员</translation>
    </message>
    <message>
        <source>Read and check the audit trail</source>
        <translation>查看和校验审计日志</translation>
    </message>
    <message>
        <source>Change the site&apos;s name and settings</source>
        <translation>修改站点名称和设置</translation>
    </message>
    <message>
        <source>Take the audit trail away as a file</source>
        <translation>把审计日志导出为文件</translation>
    </message>
    <message>
        <source>Read resident IDs and dates of birth</source>
        <translation>查看身份证件号码和出生日期</translation>
    </message>
    <message>
        <source>Set how long data is kept, and delete what is overdue</source>
        <translation>设置保留期限并删除到期数据</translation>
    </message>
    <message>
        <source>Handle requests of the people recorded</source>
        <translation>处理个人信息主体的请求</translation>
    </message>
    <message>
        <source>Hand out what is held about a person</source>
        <translation>提供所保存的某人的信息</translation>
    </message>
    <message>
        <source>Erase what is held about a person</source>
        <translation>删除所保存的某人的信息</translation>
    </message>
    <message>
        <source>See the impact assessment</source>
        <translation>查看影响评估</translation>
    </message>
    <message>
        <source>Run the breach drill</source>
        <translation>进行数据泄露演练</translation>
    </message>
    <message>
        <source>Make, check and remove backups</source>
        <translation>创建、检查和删除备份</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Give the store a new key</source>
        <translation>为数据库更换密钥</translation>
    </message>
    <message>
        <source>Refund or waive fees</source>
        <translation>退款或免除费用</translation>
    </message>
    <message>
        <source>Add, disable or enable an operator, or change the site&apos;s keys</source>
        <translation>添加、停用或启用操作员，或更换站点密钥</translation>
    </message>
    <message>
        <source>Refund or waive more than the limit</source>
        <translation>退还或减免超过限额的金额</translation>
    </message>
    <message>
        <source>Remove people who are no visitors</source>
        <translation>移除非访客人员</translation>
    </message>
    <message>
        <source>Keep data longer than before or the audit trail shorter, or confirm a clock that is in doubt</source>
        <translation>延长数据的保留期限，缩短审计日志的保留期限，或确认存疑的时钟</translation>
    </message>
    <message>
        <source>Accept an audit trail that does not match what was signed</source>
        <translation>接受与已签名内容不符的审计日志</translation>
    </message>
</context>
<context>
    <name>RuleColumns</name>
    <message>
        <source>off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>not valid today</source>
        <translation>今日无效</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>效力</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>at any hour</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>时间表</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>车辆</translation>
    </message>
</context>
<context>
    <name>RuleDetail</name>
    <message>
        <source>Rules that speak of it</source>
        <translation>相关规则</translation>
    </message>
    <message>
        <source>No rule speaks of it.</source>
        <translation>没有相关规则。</translation>
    </message>
    <message>
        <source>at any hour</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>%1 may pass at %2, %3.</source>
        <translation>允许 %1 通行 %2，%3。</translation>
    </message>
    <message>
        <source>%1 is refused at %2, %3.</source>
        <translation>禁止 %1 通行 %2，%3。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>%1 起</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>Switched off: it decides nothing.</source>
        <translation>已停用：不参与判定。</translation>
    </message>
    <message>
        <source>Not valid today.</source>
        <translation>今日无效。</translation>
    </message>
    <message>
        <source>No running lane leads here.</source>
        <translation>没有运行中的通道通向此处。</translation>
    </message>
    <message>
        <source>Lanes: %1</source>
        <translation>通道：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n vehicle(s)</source>
        <translation>
            <numerusform>%n 辆车</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignOutSlip</name>
    <message>
        <source>Signed out. The audit trail ends at %1, signed by the site.</source>
        <translation>已退出登录。审计日志止于 %1，已由站点签名。</translation>
    </message>
    <message>
        <source>End of shift: %1</source>
        <translation>交班：%1</translation>
    </message>
    <message>
        <source>%1 signed out at %2.</source>
        <translation>%1 于 %2 退出登录。</translation>
    </message>
    <message>
        <source>The audit trail ended at: %1</source>
        <translation>审计日志止于：%1</translation>
    </message>
    <message>
        <source>In full: entry %1, hash %2</source>
        <translation>完整信息：第 %1 条，哈希 %2</translation>
    </message>
    <message>
        <source>Signature number: %1</source>
        <translation>签名编号：%1</translation>
    </message>
    <message>
        <source>Keep this sheet: with it anyone can show that no entry up to this one was changed or taken away.</source>
        <translation>请保存此页：任何人都可凭它证明此前的记录未被更改或删除。</translation>
    </message>
</context>
<context>
    <name>SiteAlarm</name>
    <message>
        <source>Nothing is recorded: %1</source>
        <translation>未能记录：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: no picture for %2</source>
        <translation>%1：已 %2 无画面</translation>
    </message>
    <message>
        <source>%1: no picture</source>
        <translation>%1：无画面</translation>
    </message>
    <message>
        <source>reconnecting, try %1</source>
        <translation>重新连接，第 %1 次</translation>
    </message>
    <message>
        <source>No lane is running: %1</source>
        <translation>没有通道在运行：%1</translation>
    </message>
    <message>
        <source>The disk is nearly full: %1 % left. Free some space now: when nothing is left, nothing is recorded and gates stay closed.</source>
        <translation>磁盘快满了：剩余 %1 %。请立即释放空间：没有空间时不会记录，道闸保持关闭。</translation>
    </message>
    <message>
        <source>The last good backup is %1 old.</source>
        <translation>最近一次完好的备份已有 %1。</translation>
    </message>
    <message>
        <source>This site has no backup yet.</source>
        <translation>本站点还没有备份。</translation>
    </message>
    <message>
        <source>How long data is kept was changed around the program. Until the privacy officer chooses the days again, nothing is deleted.</source>
        <translation>数据保留期限被绕过程序更改。在隐私专员重新选择天数之前，不会删除任何数据。</translation>
    </message>
    <message>
        <source>%1 was brought back by the recovery code. Until another administrator confirms them on the Operators page, ask them whether it was they.</source>
        <translation>%1 是用恢复码回来的。在另一位管理员于“操作员”页面确认之前，请问清是否本人所为。</translation>
    </message>
    <message>
        <source>The clock is days ahead of the time this machine can account for. Until two people say on the privacy page that it is right, what is overdue is hidden but not deleted.</source>
        <translation>时钟比本机能够证实的时间快了好几天。在两人于“隐私”页面确认之前，到期数据会被隐藏，但不会删除。</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>switched off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>not yet valid</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有效</translation>
    </message>
</context>
<context>
    <name>SubjectDocument</name>
    <message>
        <source>Registered as</source>
        <translation>登记信息</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效期起</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Use restricted since</source>
        <translation>限制处理自</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>告知书</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>给予</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Face templates</source>
        <translation>人脸模板</translation>
    </message>
    <message>
        <source>A template is a row of numbers by which this machine alone recognises a face. It is not part of this package: nobody could read it, and it would be a key.</source>
        <translation>模板是一串数字，只有本机能凭此识别人脸。它不在本数据包内：无人能读懂，且它相当于钥匙。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>生成时间</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>车牌</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>通行记录</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>无。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Seen as</source>
        <translation>识别为</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>What was done with it</source>
        <translation>对数据的操作</translation>
    </message>
    <message>
        <source>Who of the staff did it is not part of this package; the site knows.</source>
        <translation>具体由哪位工作人员操作不在本数据包内；站点留有记录。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message numerus="yes">
        <source>%n more entries are older.</source>
        <translation>
            <numerusform>另有 %n 条更早的记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What is held about %1</source>
        <translation>所保存的关于 %1 的信息</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are in the folder “pictures”.</source>
        <translation>
            <numerusform>“pictures” 文件夹中有 %n 张图片。</numerusform>
        </translation>
    </message>
    <message>
        <source>Other people&apos;s faces and plates in them were made unrecognisable: %1.</source>
        <translation>其中他人的人脸和车牌已作不可辨认处理：%1 处。</translation>
    </message>
    <message>
        <source>Resident ID or passport number</source>
        <translation>身份证或护照号码</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>A guardian decides until</source>
        <translation>监护人代为决定至</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>监护人</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>凭证</translation>
    </message>
    <message numerus="yes">
        <source>At %n passage(s) of others the machine nearly took them for this one; data.json says when and where.</source>
        <translation>
            <numerusform>在他人的 %n 次通行中，机器险些将其认作此人或此车；时间和地点见 data.json。</numerusform>
        </translation>
    </message>
    <message>
        <source>What %1 holds about you.

report.pdf   everything, to read
data.json    the same, for machines
pictures/    pictures of you; other people&apos;s faces and plates are made unrecognisable
consents/    what you signed, where it was drawn or scanned

The package is a ZIP file encrypted with AES-256. 7-Zip (7z x FILE) and bsdtar (bsdtar -xf FILE) open it with the passphrase you were told separately.
</source>
        <translation>%1 保存的关于您的内容。

report.pdf   全部内容，供阅读
data.json    同样的内容，供机器读取
pictures/    您的图片；其他人的人脸和车牌已作不可辨认处理
consents/    您签署的内容（手写签名或扫描件）

此文件包为 AES-256 加密的 ZIP 文件。可用 7-Zip（7z x 文件）或 bsdtar（bsdtar -xf 文件）打开，口令另行告知。
</translation>
    </message>
</context>
<context>
    <name>gatehouse::Console</name>
    <message>
        <source>Not saved yet: %1. It is thrown away when somebody else takes over.</source>
        <translation>尚未保存：%1。他人接班后将丢失。</translation>
    </message>
    <message>
        <source>Sign out and stop the lanes?</source>
        <translation>退出登录并停止通道？</translation>
    </message>
    <message>
        <source>Nobody is recognised and no gate opens by itself until somebody signs in. To step away, lock the screen instead (Ctrl+L).</source>
        <translation>在有人登录之前不进行识别，道闸也不会自动打开。如只是暂时离开，请锁定屏幕（Ctrl+L）。</translation>
    </message>
    <message>
        <source>Not saved yet: %1.</source>
        <translation>尚未保存：%1。</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Close the console and stop the lanes?</source>
        <translation>关闭控制台并停止通道？</translation>
    </message>
    <message>
        <source>Nobody is recognised and no gate opens by itself until the console runs again.</source>
        <translation>在控制台重新运行之前不进行识别，道闸也不会自动打开。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>▲ %n at the gate wait(s) for you</source>
        <translation>
            <numerusform>▲ 通道有 %n 个待您确认</numerusform>
        </translation>
    </message>
    <message>
        <source>The backup was brought back. Sign in to go on.</source>
        <translation>备份已恢复。请登录后继续。</translation>
    </message>
    <message>
        <source>You have taken over. The audit trail ends at %1, signed by the site.</source>
        <translation>您已接班。审计日志止于 %1，已由站点签名。</translation>
    </message>
</context>
<context>
    <name>gatehouse::EntryScreens</name>
    <message>
        <source>Throw the demo site away?</source>
        <translation>删除演示站点？</translation>
    </message>
    <message>
        <source>Its drawn people, vehicles and events are deleted. Your own site is not touched.</source>
        <translation>其中绘制的人员、车辆和事件将被删除。您自己的站点不受影响。</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Demo site</source>
        <translation>演示站点</translation>
    </message>
    <message>
        <source>My own site</source>
        <translation>我的站点</translation>
    </message>
    <message>
        <source>Throw the demo site away</source>
        <translation>删除演示站点</translation>
    </message>
    <message>
        <source>Print this for the next shift</source>
        <translation>为下一班打印</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AcceptForm</name>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>One sentence. It is kept for ever and stands in every export: write no names.</source>
        <translation>一句话。它会永久保留并出现在每次导出中：请勿写姓名。</translation>
    </message>
    <message>
        <source>If there is a backup, bring it back instead: it gives the signed history back. This is for a site that has none.</source>
        <translation>如有备份，请改为恢复备份：它能找回已签名的历史。此操作仅供没有备份的站点使用。</translation>
    </message>
    <message>
        <source>You both say that the history in this store is to count, although it is not the one the site has signed. From then on the site signs, exports and backs up again.</source>
        <translation>你们两人声明以此数据库中的历史为准，尽管它不是站点签名过的那一份。此后站点恢复签名、导出和备份。</translation>
    </message>
    <message>
        <source>What does not match stays as it is and is shown for ever, with both of you and your reason, in every check and every export. It cannot be taken back.</source>
        <translation>不符之处保持原样，并连同你们两人和所填原因，在每次检查和每次导出中永久显示。此操作无法撤回。</translation>
    </message>
    <message>
        <source>Accept this history?</source>
        <translation>接受这段历史？</translation>
    </message>
    <message>
        <source>Accept for ever</source>
        <translation>永久接受</translation>
    </message>
    <message>
        <source>Write a sentence that somebody understands years from now.</source>
        <translation>请写一句多年以后也能看懂的话。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AccountPage</name>
    <message>
        <source>Your passphrase</source>
        <translation>您的口令</translation>
    </message>
    <message>
        <source>Your role: %1</source>
        <translation>您的角色：%1</translation>
    </message>
    <message>
        <source>Passphrase changed.</source>
        <translation>口令已更改。</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Your second factor</source>
        <translation>您的第二因素</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AdministratorStep</name>
    <message>
        <source>Who administers the site?</source>
        <translation>由谁管理站点？</translation>
    </message>
    <message>
        <source>Step 2 of 3. Nobody else knows this passphrase, and there is none built in.</source>
        <translation>第 2 步，共 3 步。此口令只有您知道，系统没有默认口令。</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>You sign in with it.</source>
        <translation>登录时使用。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Making the encrypted store…</source>
        <translation>正在创建加密数据库…</translation>
    </message>
    <message>
        <source>Make the site</source>
        <translation>创建站点</translation>
    </message>
    <message>
        <source>Type your name.</source>
        <translation>请输入姓名。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AlarmBar</name>
    <message>
        <source>Details  F9</source>
        <translation>详情  F9</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AuditDetail</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>To</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Recorded with it</source>
        <translation>附带记录</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Its hash</source>
        <translation>本条哈希</translation>
    </message>
    <message>
        <source>Stands on</source>
        <translation>前一条哈希</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>批准人</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AuditFilters</name>
    <message>
        <source>Period</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>从…到…</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>全部人员</translation>
    </message>
    <message>
        <source>The system itself</source>
        <translation>系统自身</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>仅 %1</translation>
    </message>
    <message>
        <source>Show everything again</source>
        <translation>恢复显示全部</translation>
    </message>
    <message>
        <source>Search the trail</source>
        <translation>搜索审计日志</translation>
    </message>
    <message>
        <source>Action, number or hash</source>
        <translation>操作、编号或哈希</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AuditPage</name>
    <message>
        <source>Nothing of that kind</source>
        <translation>没有此类条目</translation>
    </message>
    <message>
        <source>No entry fits these filters.</source>
        <translation>没有符合筛选条件的条目。</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>To</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希</translation>
    </message>
    <message>
        <source>The system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>All about %1</source>
        <translation>%1 的全部记录</translation>
    </message>
    <message>
        <source>nobody: nobody else could</source>
        <translation>无：没有其他人可以批准</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Accepted, at entry %L1.</source>
        <translation>已接受，在第 %L1 条。</translation>
    </message>
    <message>
        <source>Accept…</source>
        <translation>接受…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::BackupPage</name>
    <message>
        <source>Take a backup now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Last good backup</source>
        <translation>最近一次完好的备份</translation>
    </message>
    <message>
        <source>In the folder</source>
        <translation>文件夹中</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Rehearse</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>Reads every byte and compares.</source>
        <translation>读取每个字节并比较。</translation>
    </message>
    <message>
        <source>Restores it in a scratch place, checks all of it and wipes it again.</source>
        <translation>在临时位置恢复，全部检查后再清除。</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>next: %1</source>
        <translation>下一次：%1</translation>
    </message>
    <message>
        <source>none is taken by itself</source>
        <translation>不会自动备份</translation>
    </message>
    <message>
        <source>✕ Rehearsed %1 ago, and it failed: %2</source>
        <translation>✕ %1前演练失败：%2</translation>
    </message>
    <message>
        <source>✓ Rehearsed %1 ago</source>
        <translation>✓ %1前演练过</translation>
    </message>
    <message>
        <source>No restore was rehearsed yet.</source>
        <translation>还没有演练过恢复。</translation>
    </message>
    <message>
        <source>No backup yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>▲ The last good backup is too old.</source>
        <translation>▲ 最近一次完好的备份太旧了。</translation>
    </message>
    <message>
        <source>▲ The folder for backups is not there. Plug in the drive, or choose another folder.</source>
        <translation>▲ 备份文件夹不存在。请接上驱动器，或选择另一个文件夹。</translation>
    </message>
    <message>
        <source>▲ Backups lie on the disk of the store: one fault takes both.</source>
        <translation>▲ 备份与数据库在同一磁盘上：一次故障会两者皆失。</translation>
    </message>
    <message>
        <source>Backup taken and read back.</source>
        <translation>已备份并回读。</translation>
    </message>
    <message>
        <source>The backup is whole and this site&apos;s.</source>
        <translation>备份完整，且属于本站点。</translation>
    </message>
    <message>
        <source>It would come back whole: %1 entries of the trail, in %2 s.</source>
        <translation>可以完整恢复：审计日志 %1 条，用时 %2 秒。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Bring back…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Shows what comes and what is lost first. Takes two people, and closes the site.</source>
        <translation>先显示会恢复什么、会失去什么。需要两个人，并会关闭站点。</translation>
    </message>
    <message>
        <source>The key ring was copied. Keep it apart from the backups.</source>
        <translation>密钥环已复制。请与备份分开保管。</translation>
    </message>
    <message>
        <source>of this site on another machine</source>
        <translation>本站点在另一台机器上的备份</translation>
    </message>
    <message>
        <source>holds what was lost before the history was accepted</source>
        <translation>含有接受历史之前丢失的内容</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::BackupPlanForm</name>
    <message>
        <source>Every day, at this time of the site</source>
        <translation>每天，在站点的这个时间</translation>
    </message>
    <message>
        <source>Time of the daily backup</source>
        <translation>每日备份时间</translation>
    </message>
    <message>
        <source>Newest that stay</source>
        <translation>保留最新的份数</translation>
    </message>
    <message>
        <source>One a day, days</source>
        <translation>每天一份，天数</translation>
    </message>
    <message>
        <source>One a week, weeks</source>
        <translation>每周一份，周数</translation>
    </message>
    <message>
        <source>One a month, months</source>
        <translation>每月一份，月数</translation>
    </message>
    <message>
        <source>Alarm when the last good one is older than, days</source>
        <translation>最近一次完好备份超过多少天时报警</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Best on a drive that is not this machine&apos;s, and that leaves the building now and then.</source>
        <translation>最好放在不属于本机的驱动器上，并不时带离本楼。</translation>
    </message>
    <message>
        <source>Folder for the key ring&apos;s copy</source>
        <translation>密钥环副本的文件夹</translation>
    </message>
    <message>
        <source>On another drive than the backups. There is one copy; it is renewed when keys are made or destroyed.</source>
        <translation>请放在与备份不同的驱动器上。副本只有一份；密钥新增或销毁时会自动更新。</translation>
    </message>
    <message>
        <source>Folder for the copy of the key ring</source>
        <translation>密钥环副本的文件夹</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::BackupWork</name>
    <message>
        <source>Copying the store: %1 %</source>
        <translation>正在复制数据库：%1 %</translation>
    </message>
    <message>
        <source>Checking every page and the trail</source>
        <translation>正在检查每一页和审计日志</translation>
    </message>
    <message>
        <source>Writing the file: %1 %</source>
        <translation>正在写入文件：%1 %</translation>
    </message>
    <message>
        <source>Reading it back: %1 %</source>
        <translation>正在回读：%1 %</translation>
    </message>
    <message>
        <source>Unpacking in a scratch place: %1 %</source>
        <translation>正在临时位置解包：%1 %</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::Banner</name>
    <message>
        <source>Hide this message</source>
        <translation>隐藏此消息</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::BottomBar</name>
    <message>
        <source>Lock  Ctrl+L</source>
        <translation>锁定  Ctrl+L</translation>
    </message>
    <message>
        <source>Change operator  Ctrl+U</source>
        <translation>更换操作员  Ctrl+U</translation>
    </message>
    <message>
        <source>Find  Ctrl+K</source>
        <translation>查找  Ctrl+K</translation>
    </message>
    <message>
        <source>Help  F1</source>
        <translation>帮助  F1</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Display and sound</source>
        <translation>显示与声音</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::BringBackForm</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再看一次</translation>
    </message>
    <message>
        <source>Asking for the second person&apos;s approval…</source>
        <translation>正在请第二人批准…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CameraForm</name>
    <message>
        <source>Change camera</source>
        <translation>修改摄像机</translation>
    </message>
    <message>
        <source>New camera</source>
        <translation>新建摄像机</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add camera</source>
        <translation>添加摄像机</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>The camera is in use</source>
        <translation>启用此摄像机</translation>
    </message>
    <message>
        <source>Try it out</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Try it out to see its picture here.</source>
        <translation>点“测试”可在此查看画面。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What guards call it: north gate, door A.</source>
        <translation>值班员的叫法：北门、A 门。</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>请输入名称，最多 60 个字符。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>This does not fit the kind of camera. RTSP begins with rtsp://, MJPEG with http://; files need a whole path.</source>
        <translation>与摄像机类型不符。RTSP 以 rtsp:// 开头，MJPEG 以 http:// 开头；文件需填完整路径。</translation>
    </message>
    <message>
        <source>Camera of this machine</source>
        <translation>本机摄像头</translation>
    </message>
    <message>
        <source>rtsp://name:password@host/path. It is kept in the encrypted store only.</source>
        <translation>rtsp://用户名:密码@主机/路径。仅保存在加密数据库中。</translation>
    </message>
    <message>
        <source>http://name:password@host/path. It is kept in the encrypted store only.</source>
        <translation>http://用户名:密码@主机/路径。仅保存在加密数据库中。</translation>
    </message>
    <message>
        <source>A video file, played over and over.</source>
        <translation>循环播放的视频文件。</translation>
    </message>
    <message>
        <source>A folder of pictures, shown one after the other.</source>
        <translation>依次显示的图片文件夹。</translation>
    </message>
    <message>
        <source>None is plugged in. Plug one in and it appears here.</source>
        <translation>未接入摄像头。插入后将显示在此。</translation>
    </message>
    <message>
        <source>Video file</source>
        <translation>视频文件</translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.mkv *.avi *.mov)</source>
        <translation>视频 (*.mp4 *.mkv *.avi *.mov)</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Say where its pictures come from.</source>
        <translation>请填写画面来源。</translation>
    </message>
    <message>
        <source>What it looks at</source>
        <translation>拍摄位置</translation>
    </message>
    <message>
        <source>For the impact assessment. Public ground needs a good reason.</source>
        <translation>用于影响评估。涉及公共区域须有充分理由。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CameraTile</name>
    <message>
        <source>Camera %1</source>
        <translation>摄像机 %1</translation>
    </message>
    <message>
        <source>waiting for the first picture</source>
        <translation>等待首帧画面</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>not clear</source>
        <translation>不清晰</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CameraWall</name>
    <message>
        <source>Earlier cameras</source>
        <translation>上一组摄像机</translation>
    </message>
    <message>
        <source>Further cameras</source>
        <translation>下一组摄像机</translation>
    </message>
    <message>
        <source>One camera</source>
        <translation>单画面</translation>
    </message>
    <message>
        <source>Four cameras</source>
        <translation>四画面</translation>
    </message>
    <message>
        <source>Nine cameras</source>
        <translation>九画面</translation>
    </message>
    <message>
        <source>%1–%2 of %3</source>
        <translation>%1–%2 / %3</translation>
    </message>
    <message>
        <source>No camera is running.</source>
        <translation>没有摄像机在运行。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CaptureStep</name>
    <message>
        <source>From file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>Take picture</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Three to five sharp pictures, each a little different: straight ahead, a little left, a little right.</source>
        <translation>三到五张清晰照片，角度略有不同：正面、略偏左、略偏右。</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>不使用摄像机</translation>
    </message>
    <message>
        <source>Choose a camera the person stands before, or a picture file.</source>
        <translation>请选择此人面前的摄像机，或选择图片文件。</translation>
    </message>
    <message>
        <source>Picture of the person</source>
        <translation>人员照片</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.bmp *.webp)</source>
        <translation>图片 (*.jpg *.jpeg *.png *.bmp *.webp)</translation>
    </message>
    <message>
        <source>Waiting for the camera&apos;s picture.</source>
        <translation>正在等待摄像机画面。</translation>
    </message>
    <message>
        <source>The camera has sent no picture yet.</source>
        <translation>摄像机尚未传来画面。</translation>
    </message>
    <message>
        <source>Good to take: quality %1 %.</source>
        <translation>可以拍摄：质量 %1%。</translation>
    </message>
    <message>
        <source>Taken: quality %1 %.</source>
        <translation>已拍摄：质量 %1%。</translation>
    </message>
    <message>
        <source>Leave this picture out</source>
        <translation>去掉这张照片</translation>
    </message>
    <message>
        <source>Looking at the picture…</source>
        <translation>正在检查图片…</translation>
    </message>
    <message>
        <source>Ten pictures are the most a person can have.</source>
        <translation>每人最多十张照片。</translation>
    </message>
    <message>
        <source>%1 But it looks very much like %2, who is enrolled already. Is it the same person?</source>
        <translation>%1但与已录入的 %2 非常相似。是否为同一人？</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CertificateDetail</name>
    <message>
        <source>The signature is this site&apos;s.</source>
        <translation>签名为本站点所有。</translation>
    </message>
    <message>
        <source>The signature does not fit!</source>
        <translation>签名不符！</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>执行者</translation>
    </message>
    <message>
        <source>the program itself</source>
        <translation>程序自动执行</translation>
    </message>
    <message>
        <source>%1 deleted (kept %2)</source>
        <translation>已删除 %1 条（保存 %2）</translation>
    </message>
    <message>
        <source>Keys destroyed</source>
        <translation>已销毁密钥</translation>
    </message>
    <message>
        <source>Face templates</source>
        <translation>人脸模板</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Audit entries</source>
        <translation>审计日志条数</translation>
    </message>
    <message>
        <source>Head of the audit trail</source>
        <translation>审计日志头</translation>
    </message>
    <message>
        <source>somebody was erased</source>
        <translation>已删除某人信息</translation>
    </message>
    <message>
        <source>nothing was overdue</source>
        <translation>没有到期数据</translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>已删除 %1 条</translation>
    </message>
    <message>
        <source>What was deleted still lies, encrypted, in the log of the store: somebody was reading at %1. The program tries again by itself.</source>
        <translation>已删除的内容仍以加密形式留在数据库日志中：%1 时有程序正在读取。程序会自动重试。</translation>
    </message>
    <message>
        <source>This run was stopped before it had looked at everything. The next one goes on.</source>
        <translation>本次运行在检查完全部数据前被中止。下一次会继续。</translation>
    </message>
    <message>
        <source>%1 deleted, %2 overdue remained (kept %3)</source>
        <translation>已删除 %1，仍有 %2 逾期（保存 %3）</translation>
    </message>
    <message>
        <source>%1 deleted, then stopped</source>
        <translation>已删除 %1，随后中止</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ChainCheck</name>
    <message>
        <source>Check the chain</source>
        <translation>校验审计日志链</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Recomputes every entry from the first one on. Nothing else waits for it.</source>
        <translation>从第一条起逐条重新计算，不影响其他操作。</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>校验进度</translation>
    </message>
    <message>
        <source>Not finished.</source>
        <translation>未完成。</translation>
    </message>
    <message>
        <source>%L1 of %L2 entries, %3 left</source>
        <translation>%L1 / %L2 条，剩余 %3</translation>
    </message>
    <message>
        <source>Entry %L1 was changed, removed or moved.</source>
        <translation>条目 %L1 被修改、删除或移动。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在校验…</translation>
    </message>
    <message>
        <source>Checking the signatures…</source>
        <translation>正在校验签名…</translation>
    </message>
    <message>
        <source>Whole: %L1 entries, signatures: %L2</source>
        <translation>完整：%L1 条记录，签名：%L2</translation>
    </message>
    <message>
        <source>Note this to find out later whether the end was cut off: entry %1, hash %2. The site signs with the key %3.</source>
        <translation>请记下以便日后判断末尾是否被截断：记录 %1，哈希 %2。站点用密钥 %3 签名。</translation>
    </message>
    <message>
        <source>A signature does not fit: entries were changed or removed.</source>
        <translation>签名不符：有记录被更改或删除。</translation>
    </message>
    <message>
        <source>Whole: entries %L1 to %L2, signatures: %L3</source>
        <translation>完整：第 %L1 至 %L2 条记录，签名：%L3</translation>
    </message>
    <message>
        <source>Entries 1 to %L1 were removed when their time was over, and the site signed that.</source>
        <translation>第 1 至 %L1 条已到期删除，站点已对此签名。</translation>
    </message>
    <message>
        <source>%1; accepted at entry %L2</source>
        <translation>%1；在第 %L2 条处被接受</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CloseForm</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What was done and when it was told; with a refusal its reasons and how to complain.</source>
        <translation>所做处理及告知时间；如拒绝，写明理由和投诉途径。</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Close request %1</source>
        <translation>办结请求 %1</translation>
    </message>
    <message>
        <source>Write down why it is refused: they must be told.</source>
        <translation>请写明拒绝理由：须告知本人。</translation>
    </message>
    <message>
        <source>Close the request</source>
        <translation>办结请求</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ConsentStep</name>
    <message>
        <source>%1 has read this and agrees</source>
        <translation>%1 已阅读并同意</translation>
    </message>
    <message>
        <source>Show or read this notice to the person, in the language they understand. Nobody has to agree: a plate, a pass or the guard do the same.</source>
        <translation>请用此人能理解的语言出示或宣读本告知书。同意与否完全自愿：车牌、通行证或值班员同样可以放行。</translation>
    </message>
    <message>
        <source>Language of the notice</source>
        <translation>告知书语言</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>告知书</translation>
    </message>
    <message>
        <source>How they agreed</source>
        <translation>同意方式</translation>
    </message>
    <message>
        <source>For a child under 14 the guardian agrees. Keep the signed paper.</source>
        <translation>未满 14 周岁须由监护人同意。请保存签字原件。</translation>
    </message>
    <message>
        <source>Notice on face recognition</source>
        <translation>人脸识别告知书</translation>
    </message>
    <message>
        <source>This person is under 14: a parent or guardian decides and signs.</source>
        <translation>此人不满十四周岁：由父母或监护人决定并签字。</translation>
    </message>
    <message>
        <source>Name of the guardian</source>
        <translation>监护人姓名</translation>
    </message>
    <message>
        <source>Clear the signature</source>
        <translation>清除签名</translation>
    </message>
    <message>
        <source>Attach the signed form…</source>
        <translation>附上已签字的表格…</translation>
    </message>
    <message>
        <source>Signed form</source>
        <translation>已签字的表格</translation>
    </message>
    <message>
        <source>Scanned forms (*.pdf *.png *.jpg *.jpeg)</source>
        <translation>扫描的表格 (*.pdf *.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>This file is no PDF or picture of at most 8 MB.</source>
        <translation>此文件不是不超过 8 MB 的 PDF 或图片。</translation>
    </message>
    <message>
        <source>%1 attached; it is kept sealed in the store, the file can go.</source>
        <translation>已附上 %1；它已密封保存，原文件可以删除。</translation>
    </message>
    <message>
        <source>The notice is missing.</source>
        <translation>缺少告知书。</translation>
    </message>
    <message>
        <source>Choose what they agree to.</source>
        <translation>请选择其同意的内容。</translation>
    </message>
    <message>
        <source>The signature is missing.</source>
        <translation>缺少签名。</translation>
    </message>
    <message>
        <source>The name of the guardian is missing.</source>
        <translation>缺少监护人姓名。</translation>
    </message>
    <message>
        <source>The guardian&apos;s signature is missing.</source>
        <translation>缺少监护人签名。</translation>
    </message>
    <message>
        <source>The guardian has read this and agrees</source>
        <translation>监护人已阅读并同意</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ConsoleWindow</name>
    <message>
        <source>Language and display</source>
        <translation>语言与显示</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DataTable</name>
    <message>
        <source>Choose columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The list is too long to sort. Narrow it with the filters first.</source>
        <translation>列表过长，无法排序。请先用筛选条件缩小范围。</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) loaded, scroll for more</source>
        <translation>
            <numerusform>已加载 %n 行，滚动查看更多</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DevicesPage</name>
    <message>
        <source>Cameras and lanes</source>
        <translation>摄像机与通道</translation>
    </message>
    <message>
        <source>Add camera</source>
        <translation>添加摄像机</translation>
    </message>
    <message>
        <source>Add lane</source>
        <translation>添加通道</translation>
    </message>
    <message>
        <source>Add gate</source>
        <translation>添加道闸</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>No camera yet</source>
        <translation>尚无摄像机</translation>
    </message>
    <message>
        <source>Network cameras (RTSP, MJPEG), cameras of this machine, video files and folders of pictures.</source>
        <translation>网络摄像机（RTSP、MJPEG）、本机摄像头、视频文件和图片文件夹。</translation>
    </message>
    <message>
        <source>No lane yet</source>
        <translation>尚无通道</translation>
    </message>
    <message>
        <source>A lane is a camera, what it looks for, where it leads and what it opens.</source>
        <translation>通道由摄像机、识别内容、通往区域和所开道闸组成。</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>道闸</translation>
    </message>
    <message>
        <source>No gate yet</source>
        <translation>尚无道闸</translation>
    </message>
    <message>
        <source>A barrier or door that lanes open through a Modbus TCP relay, or a simulated one to begin with.</source>
        <translation>通道经 Modbus TCP 继电器打开的闸杆或门，也可先用模拟道闸。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Remove the camera %1?</source>
        <translation>删除摄像机 %1？</translation>
    </message>
    <message>
        <source>Its address is lost. Lanes that watch it must be changed first.</source>
        <translation>其地址将丢失。须先修改使用它的通道。</translation>
    </message>
    <message>
        <source>Remove the lane %1?</source>
        <translation>删除通道 %1？</translation>
    </message>
    <message>
        <source>It no longer watches or opens anything. Its events stay.</source>
        <translation>该通道不再监看或开闸。其事件保留。</translation>
    </message>
    <message>
        <source>Remove the gate %1?</source>
        <translation>删除道闸 %1？</translation>
    </message>
    <message>
        <source>How it is reached is lost. Lanes that open it must be changed first.</source>
        <translation>其连接设置将丢失。须先修改使用它的通道。</translation>
    </message>
    <message>
        <source>A lane still uses it. Change or remove that lane first.</source>
        <translation>仍有通道在使用，请先修改或删除该通道。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DisplayBody</name>
    <message>
        <source>Night</source>
        <translation>夜间</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日间</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>界面缩放</translation>
    </message>
    <message>
        <source>Lock by itself after</source>
        <translation>自动锁定时间</translation>
    </message>
    <message>
        <source>Minutes without a touch. The lanes go on while the screen is locked.</source>
        <translation>无操作的分钟数。屏幕锁定期间通道照常工作。</translation>
    </message>
    <message>
        <source>Not saved yet: %1. Save it or put it away first; this change would lose it.</source>
        <translation>尚未保存：%1。请先保存或放弃，否则此更改会使其丢失。</translation>
    </message>
    <message>
        <source>Larger sizes need a larger screen or window.</source>
        <translation>更大的尺寸需要更大的屏幕或窗口。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DrillPage</name>
    <message>
        <source>Run the drill</source>
        <translation>开始演练</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>What would a thief hold?</source>
        <translation>盗贼会得到什么？</translation>
    </message>
    <message>
        <source>The drill makes a site that exists only for this, plants people who do not exist, works through everything the program can do, and looks through all it has written. Then it checks the files, keys, audit trail and copies of this site. Lanes go on meanwhile.</source>
        <translation>演练会建立一个仅供演练的站点，埋设并不存在的人员，执行程序的全部功能，并检查写入的所有内容。随后检查本站点的文件、密钥、审计日志和备份。期间通道照常运行。</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>How much is planted</source>
        <translation>埋设数量</translation>
    </message>
    <message>
        <source>%L1 planted</source>
        <translation>埋设 %L1 个</translation>
    </message>
    <message>
        <source>Progress of the drill</source>
        <translation>演练进度</translation>
    </message>
    <message>
        <source>The drill was not finished: it says nothing.</source>
        <translation>演练未完成：没有结论。</translation>
    </message>
    <message>
        <source>To put right</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>What a thief of this machine would carry away</source>
        <translation>本机被盗时盗贼会带走的内容</translation>
    </message>
    <message>
        <source>To know</source>
        <translation>须知</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EnrolForm</name>
    <message>
        <source>1  Consent</source>
        <translation>1  同意书</translation>
    </message>
    <message>
        <source>2  Pictures</source>
        <translation>2  照片</translation>
    </message>
    <message>
        <source>Enrol %1</source>
        <translation>录入 %1</translation>
    </message>
    <message>
        <source>Record consent only</source>
        <translation>仅登记同意书</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>录入</translation>
    </message>
    <message numerus="yes">
        <source>Enrol with %n picture(s)</source>
        <translation>
            <numerusform>录入 %n 张照片</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EraseForm</name>
    <message>
        <source>Keys are destroyed, so that older copies give back nothing either. Passages keep time, lane and decision without name, plate and pictures. Nothing of it can be brought back.</source>
        <translation>密钥将被销毁，旧副本也无法恢复。通行记录仅保留时间、通道和决定，不含姓名、车牌和图片。无法撤销。</translation>
    </message>
    <message>
        <source>Type %1 to make sure</source>
        <translation>请输入 %1 以确认</translation>
    </message>
    <message>
        <source>Erase %1?</source>
        <translation>删除 %1？</translation>
    </message>
    <message>
        <source>Erased. Certificate %1 is the proof.</source>
        <translation>已删除。证明 %1 为凭据。</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>永久删除</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventDetail</name>
    <message>
        <source>removed after its time</source>
        <translation>已到期删除</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>抓拍</translation>
    </message>
    <message>
        <source>on file</source>
        <translation>存档</translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation>全景</translation>
    </message>
    <message>
        <source>second best: %1</source>
        <translation>次优：%1</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventFeed</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Asks</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Cars</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Plate, name or lane</source>
        <translation>车牌、姓名或通道</translation>
    </message>
    <message>
        <source>Filter the events</source>
        <translation>筛选事件</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Nothing has happened yet. Cars and people the lanes see appear here.</source>
        <translation>暂无事件。通道看到的车辆和人员将显示在这里。</translation>
    </message>
    <message>
        <source>Nothing passes this filter.</source>
        <translation>没有符合筛选条件的内容。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventFilters</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Every lane</source>
        <translation>全部通道</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>处置</translation>
    </message>
    <message>
        <source>Any decision</source>
        <translation>全部处置</translation>
    </message>
    <message>
        <source>Plate or name</source>
        <translation>车牌或姓名</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>One day…</source>
        <translation>某一天…</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日间</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>From … until …</source>
        <translation>从……到……</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventStory</name>
    <message>
        <source>What was recognised</source>
        <translation>识别内容</translation>
    </message>
    <message>
        <source>The whole picture</source>
        <translation>全景图</translation>
    </message>
    <message>
        <source>No picture was kept.</source>
        <translation>未保存图片。</translation>
    </message>
    <message>
        <source>The picture&apos;s time is over: it was deleted.</source>
        <translation>图片的保留期限已满，已删除。</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>无法读取该图片。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>车主</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Show this person</source>
        <translation>查看此人</translation>
    </message>
    <message>
        <source>Show this vehicle</source>
        <translation>查看此车</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>可信程度</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>%1, needs %2</source>
        <translation>%1，需 %2</translation>
    </message>
    <message>
        <source>Next best</source>
        <translation>次优</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>识读</translation>
    </message>
    <message>
        <source>%1 of %2 agree</source>
        <translation>%2 次中 %1 次一致</translation>
    </message>
    <message>
        <source>Alive</source>
        <translation>活体</translation>
    </message>
    <message>
        <source>In the way</source>
        <translation>影响因素</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventsPage</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>No event fits these filters.</source>
        <translation>没有符合筛选条件的事件。</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Nothing happened yet</source>
        <translation>暂无事件</translation>
    </message>
    <message>
        <source>Whatever the lanes recognise, decide and open stands here, with its pictures.</source>
        <translation>通道的识别、判定和放行连同图片都列在这里。</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message numerus="yes">
        <source>Show %n new</source>
        <translation>
            <numerusform>显示 %n 条新事件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EvidencePicture</name>
    <message>
        <source>See it larger (Enter)</source>
        <translation>放大查看（回车）</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ExportForm</name>
    <message>
        <source>A ZIP file encrypted with AES-256: a report to read, the same for machines, and the pictures, in which other people&apos;s faces and plates are made unrecognisable. 7-Zip and bsdtar open it.</source>
        <translation>以 AES-256 加密的 ZIP 文件：供阅读的报告、供机器读取的相同内容，以及他人人脸和车牌已不可辨认的图片。可用 7-Zip 和 bsdtar 打开。</translation>
    </message>
    <message>
        <source>Making others unrecognisable: picture %1 of %2</source>
        <translation>正在遮盖他人：第 %1 张，共 %2 张</translation>
    </message>
    <message>
        <source>Export: %1</source>
        <translation>导出：%1</translation>
    </message>
    <message>
        <source>Save the package</source>
        <translation>保存数据包</translation>
    </message>
    <message>
        <source>ZIP archives (*.zip)</source>
        <translation>ZIP 压缩包 (*.zip)</translation>
    </message>
    <message>
        <source>Asking for the second person&apos;s approval…</source>
        <translation>正在请第二人批准…</translation>
    </message>
    <message>
        <source>Reading what is held…</source>
        <translation>正在读取数据…</translation>
    </message>
    <message>
        <source>Saved as %1. This is the passphrase; it is shown once and kept nowhere. Tell it by another way than the file: by telephone, or by hand.</source>
        <translation>已保存为 %1。以下是口令；仅显示一次，不作保存。请通过与文件不同的途径告知：电话或当面。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::Finder</name>
    <message>
        <source>Find a page, a person, a plate, an event</source>
        <translation>查找页面、人员、车牌或事件</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::GateDetail</name>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>继电器</translation>
    </message>
    <message>
        <source>Unit, coil</source>
        <translation>从站、线圈</translation>
    </message>
    <message>
        <source>Open input</source>
        <translation>到位输入</translation>
    </message>
    <message>
        <source>none: nobody can say whether it opened</source>
        <translation>无：无法确认是否打开</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Pulse</source>
        <translation>脉冲</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Open it once</source>
        <translation>开闸一次</translation>
    </message>
    <message>
        <source>The gate really moves. It is written into the audit trail.</source>
        <translation>道闸会实际动作，并记入审计日志。</translation>
    </message>
    <message>
        <source>Open %1 now?</source>
        <translation>现在打开 %1？</translation>
    </message>
    <message>
        <source>The gate moves. See that nobody stands in its way.</source>
        <translation>道闸将动作。请确认无人在其范围内。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>放行</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>The gate opened.</source>
        <translation>道闸已打开。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::GateForm</name>
    <message>
        <source>Change gate</source>
        <translation>修改道闸</translation>
    </message>
    <message>
        <source>New gate</source>
        <translation>新建道闸</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add gate</source>
        <translation>添加道闸</translation>
    </message>
    <message>
        <source>An input says when it is open</source>
        <translation>有到位反馈输入</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>请输入名称，最多 60 个字符。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>A simulated gate moves nothing: for trying out a site.</source>
        <translation>模拟道闸不驱动任何设备，仅供试用。</translation>
    </message>
    <message>
        <source>Host of the relay</source>
        <translation>继电器主机</translation>
    </message>
    <message>
        <source>Name or address in your network.</source>
        <translation>网络中的名称或地址。</translation>
    </message>
    <message>
        <source>Say where the relay is.</source>
        <translation>请填写继电器地址。</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>A number from 1 to 65535.</source>
        <translation>1 至 65535 的数字。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>从站地址</translation>
    </message>
    <message>
        <source>A number from 0 to 255.</source>
        <translation>0 至 255 的数字。</translation>
    </message>
    <message>
        <source>Coil that opens</source>
        <translation>开闸线圈</translation>
    </message>
    <message>
        <source>Counted from 0, as on the wire. Many manuals count from 1.</source>
        <translation>从 0 开始编号（与报文一致）。许多手册从 1 开始。</translation>
    </message>
    <message>
        <source>A number from 0 to 65535.</source>
        <translation>0 至 65535 的数字。</translation>
    </message>
    <message>
        <source>Length of the pulse</source>
        <translation>脉冲时长</translation>
    </message>
    <message>
        <source>From 50 to 30,000 ms.</source>
        <translation>50 至 30000 ms。</translation>
    </message>
    <message>
        <source>Discrete input</source>
        <translation>离散输入</translation>
    </message>
    <message>
        <source>On while the gate is open. Counted from 0.</source>
        <translation>道闸打开期间为 ON。从 0 开始编号。</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>To reach the relay, and then to see the gate open. Later than that it never opens by itself.</source>
        <translation>包括连接继电器及等待开到位。超时后不会自行打开。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::GroupPicker</name>
    <message>
        <source>Add group</source>
        <translation>添加组</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>新建组</translation>
    </message>
    <message>
        <source>Name of a new group</source>
        <translation>新组名称</translation>
    </message>
    <message>
        <source>There is a group of that name.</source>
        <translation>已有同名的组。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::HelpBody</name>
    <message>
        <source>At the lane that asks</source>
        <translation>待确认的通道</translation>
    </message>
    <message>
        <source>open</source>
        <translation>放行（开闸）</translation>
    </message>
    <message>
        <source>refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>correct the plate, or say “not this person”</source>
        <translation>更正车牌，或标记“不是此人”</translation>
    </message>
    <message>
        <source>why? the reasons and what was measured</source>
        <translation>为什么？原因与测量值</translation>
    </message>
    <message>
        <source>the next lane that waits</source>
        <translation>下一个等待的通道</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>back to Live</source>
        <translation>返回实时</translation>
    </message>
    <message>
        <source>find a page, a person, a plate</source>
        <translation>查找页面、人员、车牌</translation>
    </message>
    <message>
        <source>lock the screen, the lanes go on</source>
        <translation>锁定屏幕，通道照常工作</translation>
    </message>
    <message>
        <source>change operator</source>
        <translation>更换操作员</translation>
    </message>
    <message>
        <source>all alarms</source>
        <translation>全部告警</translation>
    </message>
    <message>
        <source>this help</source>
        <translation>本帮助</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>In tables</source>
        <translation>表格中</translation>
    </message>
    <message>
        <source>to every cell</source>
        <translation>移动到任一单元格</translation>
    </message>
    <message>
        <source>opens the row</source>
        <translation>打开该行</translation>
    </message>
    <message>
        <source>✓ allowed, ? asks you, ✕ refused. A stranger is never refused by the machine: it asks you. If nothing can be recorded, no gate opens by itself.</source>
        <translation>✓ 已放行，? 待确认，✕ 已拒绝。系统从不自行拒绝陌生人，而是请您确认。若无法记录，道闸不会自动打开。</translation>
    </message>
    <message>
        <source>Gatehouse %1</source>
        <translation>Gatehouse %1</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::HoursEditor</name>
    <message>
        <source>Add these hours</source>
        <translation>添加时段</translation>
    </message>
    <message>
        <source>Take them away</source>
        <translation>移除时段</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>No hours yet. Drag over the week, or add days and times below.</source>
        <translation>尚无时段。在周视图上拖选，或在下方添加日期和时间。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ImpactForm</name>
    <message>
        <source>Made from the live configuration: %1 cameras, %2 people, %3 vehicles.</source>
        <translation>根据当前配置生成：%1 台摄像机，%2 人，%3 辆车。</translation>
    </message>
    <message>
        <source>No risk of those it looks for.</source>
        <translation>未发现所检查的风险。</translation>
    </message>
    <message>
        <source>What to think about</source>
        <translation>需要考虑的事项</translation>
    </message>
    <message>
        <source>Save the impact assessment</source>
        <translation>保存影响评估</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>Impact assessment</source>
        <translation>影响评估</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ImportForm</name>
    <message>
        <source>There is no such picture in the folder.</source>
        <translation>文件夹中没有该图片。</translation>
    </message>
    <message>
        <source>%1: stands in another line or belongs to somebody else.</source>
        <translation>%1：已出现在其他行，或属于他人。</translation>
    </message>
    <message>
        <source>%1: nobody with this reference is registered.</source>
        <translation>%1：没有登记此编号的人员。</translation>
    </message>
    <message>
        <source>The line does not fit the header. Look for a quote or comma too many.</source>
        <translation>该行与表头不符。请检查是否有多余的引号或逗号。</translation>
    </message>
    <message>
        <source>%1: cannot be read. Dates are written 2026-12-31.</source>
        <translation>%1：无法识别。日期请写成 2026-12-31。</translation>
    </message>
    <message>
        <source>Choose CSV file…</source>
        <translation>选择 CSV 文件…</translation>
    </message>
    <message>
        <source>Choose folder of pictures…</source>
        <translation>选择图片文件夹…</translation>
    </message>
    <message>
        <source>A spreadsheet saved as CSV with these columns; ref and name must be there. Who is registered under the same ref is changed. Several groups or pictures are separated by semicolons.</source>
        <translation>另存为 CSV 的表格，包含以下列；ref 和 name 必填。已用相同 ref 登记的人员将被更新。多个组或图片用分号分隔。</translation>
    </message>
    <message>
        <source>A spreadsheet saved as CSV with these columns; plate and region (cn, eu, us, br) must be there. A plate that is registered is changed. Several groups are separated by semicolons.</source>
        <translation>另存为 CSV 的表格，包含以下列；plate 和 region（cn、eu、us、br）必填。已登记的车牌将被更新。多个组用分号分隔。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Files named REF.jpg, REF_1.jpg … or folders named REF. Only who consented is enrolled.</source>
        <translation>文件名为 REF.jpg、REF_1.jpg … 或文件夹名为 REF。仅录入已同意的人员。</translation>
    </message>
    <message>
        <source>Language of the notice they signed</source>
        <translation>所签告知书的语言</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>%v of %m pictures</source>
        <translation>第 %v / %m 张照片</translation>
    </message>
    <message>
        <source>Import people</source>
        <translation>导入人员</translation>
    </message>
    <message>
        <source>Import vehicles</source>
        <translation>导入车辆</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.txt)</source>
        <translation>CSV 文件 (*.csv *.txt)</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>%1 new, %2 changed, %3 as they are</source>
        <translation>新增 %1，更新 %2，未变 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) to enrol</source>
        <translation>
            <numerusform>待录入 %n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing can be imported before the lines below are put right. Correct the file and choose it again.</source>
        <translation>须先更正以下各行才能导入。请修改文件后重新选择。</translation>
    </message>
    <message>
        <source>The people below are imported, but look at their pictures.</source>
        <translation>以下人员将被导入，但请检查其照片。</translation>
    </message>
    <message>
        <source>Stopped. Nothing was imported.</source>
        <translation>已停止，未导入任何内容。</translation>
    </message>
    <message>
        <source>This is not the CSV file that is wanted: its header lacks a column, or it is not text in UTF-8 or GB18030.</source>
        <translation>不是所需的 CSV 文件：表头缺列，或不是 UTF-8 / GB18030 编码的文本。</translation>
    </message>
    <message>
        <source>must be employee, contractor, resident or visitor.</source>
        <translation>必须是 employee、contractor、resident 或 visitor。</translation>
    </message>
    <message>
        <source>must be signed-form, signature, guardian or electronic, or empty.</source>
        <translation>必须是 signed-form、signature、guardian、electronic 或留空。</translation>
    </message>
    <message>
        <source>must be cn, eu, us or br.</source>
        <translation>必须是 cn、eu、us 或 br。</translation>
    </message>
    <message>
        <source>is no plate: 1 to 12 letters, digits or Chinese characters.</source>
        <translation>不是车牌：1 至 12 个字母、数字或汉字。</translation>
    </message>
    <message>
        <source>ends before it begins.</source>
        <translation>结束早于开始。</translation>
    </message>
    <message>
        <source>is missing or too long.</source>
        <translation>缺失或过长。</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1 条</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>%1, about %2 left</source>
        <extracomment>How much of an import is done, and how long the rest takes</extracomment>
        <translation>%1，约剩 %2</translation>
    </message>
    <message>
        <source>%v of %m lines checked</source>
        <translation>已检查 %v / %m 行</translation>
    </message>
    <message>
        <source>%v of %m lines imported</source>
        <translation>已导入 %v / %m 行</translation>
    </message>
    <message>
        <source>A lane went first. %v of %m lines imported</source>
        <translation>通道优先处理。已导入 %v / %m 行</translation>
    </message>
    <message>
        <source>must be access-face, attendance-face or picture, or several of these.</source>
        <translation>必须是 access-face、attendance-face 或 picture，可填多个。</translation>
    </message>
    <message>
        <source>is needed where a guardian consents for a child.</source>
        <translation>监护人代儿童同意时必须填写。</translation>
    </message>
    <message>
        <source>is longer than 40 letters or cannot be shown.</source>
        <translation>超过 40 个字符或无法显示。</translation>
    </message>
    <message>
        <source>must be a date like 2012-03-04 that does not lie ahead.</source>
        <translation>必须是 2012-03-04 这样的日期，且不能晚于今天。</translation>
    </message>
    <message numerus="yes">
        <source>a visitor needs a last day here, at most %n days ahead. Who comes for longer is a contractor or a resident.</source>
        <translation>
            <numerusform>访客须在此填写最后一天，最多提前 %n 天。来访更久者请登记为外包人员或住户。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>没有密钥</translation>
    </message>
    <message>
        <source>Every operator has a key of their own.</source>
        <translation>每位操作员都有自己的密钥。</translation>
    </message>
    <message>
        <source>How far the site&apos;s key is renewed</source>
        <translation>站点密钥的更换进度</translation>
    </message>
    <message>
        <source>New recovery code…</source>
        <translation>新恢复码…</translation>
    </message>
    <message>
        <source>Renew the site&apos;s key…</source>
        <translation>更换站点密钥…</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>One guess costs</source>
        <translation>每次猜测成本</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Second factor</source>
        <translation>第二因素</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>before the update</source>
        <translation>更新之前</translation>
    </message>
    <message>
        <source>Opens sealed data: resident ID and date of birth.</source>
        <translation>可打开密封数据：身份证件号码和出生日期。</translation>
    </message>
    <message>
        <source>Not used since the program was updated. It is made anew when they sign in; renewing the site&apos;s key before that takes it away.</source>
        <translation>程序更新后尚未使用。登录时将重新生成；如在此之前更换站点密钥，则该密钥失效。</translation>
    </message>
    <message>
        <source>Second factor lost…</source>
        <translation>第二因素丢失…</translation>
    </message>
    <message>
        <source>Take away…</source>
        <translation>收回…</translation>
    </message>
    <message>
        <source>Brings an administrator back who has lost passphrase or second factor. It was shown once when it was made, and is kept nowhere. If the sheet is lost or was seen by others, make a new one.</source>
        <translation>用于找回丢失口令或第二因素的管理员。恢复码仅在生成时显示一次，不会保存。如果纸张丢失或被他人看到，请生成新的恢复码。</translation>
    </message>
    <message>
        <source>Take the key of %1 away</source>
        <translation>收回 %1 的密钥</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>A new recovery code</source>
        <translation>新恢复码</translation>
    </message>
    <message>
        <source>The sheet that lies in the safe is void from then on. Have a printer or a stick ready: the new code is shown only once.</source>
        <translation>保险柜中的旧纸张随即作废。请准备好打印机或 U 盘：新恢复码仅显示一次。</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Renew the key of the whole site</source>
        <translation>更换整个站点的密钥</translation>
    </message>
    <message>
        <source>All records are written anew under a new key, and every operator&apos;s key is changed with it; nobody needs another passphrase. Keys that were taken away, and copies of them, open nothing from then on. Lanes go on; near the end records wait for some seconds. A power cut does no harm.</source>
        <translation>所有记录将以新密钥重新写入，每位操作员的密钥随之更换；无人需要更改口令。已收回的密钥及其副本此后无法打开任何内容。通道继续工作；接近完成时，记录会等待几秒。断电不会造成损害。</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>更换</translation>
    </message>
    <message>
        <source>Records are written under the new key. Lanes go on.</source>
        <translation>正在以新密钥写入记录。通道继续工作。</translation>
    </message>
    <message>
        <source>Checked and put in its place; records wait meanwhile.</source>
        <translation>正在检查并替换；记录暂时等待。</translation>
    </message>
    <message>
        <source>Renewed. Keys from before the update could not be taken along: enable those operators again, and make a new recovery code if it is not in the list.</source>
        <translation>已更换。更新之前的密钥无法保留：请重新启用相关操作员；如列表中没有恢复码，请生成新的恢复码。</translation>
    </message>
    <message>
        <source>Renewed: every record lies under the new key.</source>
        <translation>已更换：所有记录均使用新密钥。</translation>
    </message>
    <message>
        <source>Does not open sealed data (resident ID, date of birth): this role may not read it.</source>
        <translation>不能打开密封数据（身份证件号码、出生日期）：该角色无权读取。</translation>
    </message>
    <message>
        <source>Does not open sealed data (resident ID, date of birth): it was made before there was any, or by somebody who could not open it. A new recovery code made by an administrator who can opens it.</source>
        <translation>不能打开密封数据（身份证件号码、出生日期）：该恢复码在有此类数据之前制作，或由无法打开它的人制作。由能打开的管理员重新制作恢复码即可。</translation>
    </message>
    <message>
        <source>Does not open sealed data (resident ID, date of birth) yet: this key is from before the update. It is made anew when they sign in.</source>
        <translation>暂时不能打开密封数据（身份证件号码、出生日期）：此密钥是更新之前的。其本人登录时会重新制作。</translation>
    </message>
    <message>
        <source>Does not open sealed data (resident ID, date of birth) yet, though the role may: the key was made when nobody who can open it was there. It is added when somebody who can signs in next.</source>
        <translation>暂时不能打开密封数据（身份证件号码、出生日期），尽管该角色有权：制作密钥时没有能打开它的人在场。下次有能打开的人登录时会补上。</translation>
    </message>
    <message>
        <source>The keys of some faces and pictures are not on this machine, so nobody can open them, whatever their role: the key ring was lost or is another one. Bring back a copy of it under Backups.</source>
        <translation>部分人脸和图片的密钥不在本机，任何角色都无法打开：密钥环已丢失或不是原来的那个。请在“备份”页面取回其副本。</translation>
    </message>
    <message>
        <source>They cannot sign in any more, from now on. An older copy of the key file, such as one in a backup, would still open the records with their passphrase: renew the site&apos;s key afterwards where that is to be feared.</source>
        <translation>此人从现在起无法再登录。密钥文件的旧副本（例如备份中的）配合其口令仍能打开数据：如有此顾虑，请随后更新站点密钥。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LaneCard</name>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>on file</source>
        <translation>存档</translation>
    </message>
    <message>
        <source>Why?  F4</source>
        <translation>原因  F4</translation>
    </message>
    <message>
        <source>Take the refusal back  Ctrl+Z</source>
        <translation>撤销拒绝  Ctrl+Z</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>expected visitor</source>
        <translation>预约访客</translation>
    </message>
    <message>
        <source>delivery</source>
        <translation>送货</translation>
    </message>
    <message>
        <source>known to me</source>
        <translation>本人认识</translation>
    </message>
    <message>
        <source>emergency vehicle</source>
        <translation>应急车辆</translation>
    </message>
    <message>
        <source>papers checked</source>
        <translation>证件已查验</translation>
    </message>
    <message>
        <source>not expected</source>
        <translation>未预约</translation>
    </message>
    <message>
        <source>sent to the office</source>
        <translation>请到办公室办理</translation>
    </message>
    <message>
        <source>wrong entrance</source>
        <translation>走错入口</translation>
    </message>
    <message>
        <source>Reason (may stay empty)</source>
        <translation>原因（可留空）</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>放行</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不处理</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Not them</source>
        <translation>不是此人</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>This is not the person named here</source>
        <translation>不是此处显示的人员</translation>
    </message>
    <message>
        <source>Correct the plate</source>
        <translation>更正车牌</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LaneForm</name>
    <message>
        <source>Change lane</source>
        <translation>修改通道</translation>
    </message>
    <message>
        <source>New lane</source>
        <translation>新建通道</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add lane</source>
        <translation>添加通道</translation>
    </message>
    <message>
        <source>none: it only watches</source>
        <translation>无：仅监看</translation>
    </message>
    <message>
        <source>Ask when a face may be only a picture</source>
        <translation>人脸疑似照片时请求确认</translation>
    </message>
    <message>
        <source>The lane is in use</source>
        <translation>启用此通道</translation>
    </message>
    <message>
        <source>Look at the whole picture</source>
        <translation>识别整个画面</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <translation>选择摄像机</translation>
    </message>
    <message>
        <source>The camera&apos;s picture is not here yet. The region can be drawn all the same.</source>
        <translation>尚无摄像机画面，仍可绘制识别区域。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What guards call it: entry 1, door A.</source>
        <translation>值班员的叫法：1 号入口、A 门。</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>请输入名称，最多 60 个字符。</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>There is no camera yet: add one on the Cameras tab.</source>
        <translation>尚无摄像机：请在“摄像机”页签中添加。</translation>
    </message>
    <message>
        <source>Choose the camera it watches.</source>
        <translation>请选择该通道的摄像机。</translation>
    </message>
    <message>
        <source>Looks for</source>
        <translation>识别内容</translation>
    </message>
    <message>
        <source>Plates expected</source>
        <translation>预期车牌</translation>
    </message>
    <message>
        <source>Only what really comes here: fewer regions, fewer mistakes.</source>
        <translation>仅选实际出现的地区：越少越准。</translation>
    </message>
    <message>
        <source>Choose at least one region.</source>
        <translation>请至少选择一个地区。</translation>
    </message>
    <message>
        <source>Region it looks at</source>
        <translation>识别区域</translation>
    </message>
    <message>
        <source>Drag over the picture. A smaller region is faster and reads less that is no plate or face.</source>
        <translation>在画面上拖选。区域越小越快，误识越少。</translation>
    </message>
    <message>
        <source>The region must lie within the picture.</source>
        <translation>识别区域须在画面之内。</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Zone it leads to</source>
        <translation>通往区域</translation>
    </message>
    <message>
        <source>Rules speak of zones. Type a new one, or choose.</source>
        <translation>规则针对区域。请输入新区域或选择。</translation>
    </message>
    <message>
        <source>Name the zone it leads to.</source>
        <translation>请填写所通往的区域。</translation>
    </message>
    <message>
        <source>Gate it opens</source>
        <translation>所开道闸</translation>
    </message>
    <message>
        <source>This gate is gone. Choose another one.</source>
        <translation>该道闸已不存在，请另选。</translation>
    </message>
    <message>
        <source>left %1 %, top %2 %, %3 % wide, %4 % high</source>
        <extracomment>Where in the picture a lane looks: left, top, width and height in per cent</extracomment>
        <translation>左 %1 %，上 %2 %，宽 %3 %，高 %4 %</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LargePicture</name>
    <message>
        <source>Close the picture (Esc)</source>
        <translation>关闭图片（Esc）</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LivePage</name>
    <message>
        <source>The lanes are starting</source>
        <translation>通道正在启动</translation>
    </message>
    <message>
        <source>Recognition is being loaded. This takes a few seconds.</source>
        <translation>正在加载识别模型，需要几秒钟。</translation>
    </message>
    <message>
        <source>No lane is running</source>
        <translation>没有通道在运行</translation>
    </message>
    <message>
        <source>A lane is a camera, what it looks for, and a gate. Set the first one up under “Devices”.</source>
        <translation>通道由摄像机、识别内容和道闸组成。请在“设备”页面设置第一条。</translation>
    </message>
    <message>
        <source>Set up cameras and lanes</source>
        <translation>设置摄像机和通道</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>not this person</source>
        <translation>不是此人</translation>
    </message>
    <message numerus="yes">
        <source>%n ask(s) you</source>
        <translation>
            <numerusform>%n 个等待处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Tab: the next lane</source>
        <translation>Tab：下一通道</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LostFactorForm</name>
    <message>
        <source>The codes of the lost phone open nothing any more. Let them choose a passphrase of their own here; it has to stand alone until they set up a new phone.</source>
        <translation>丢失手机的代码将不再有效。请让其在此设置自己的口令；在设置新手机之前，须单独使用该口令。</translation>
    </message>
    <message>
        <source>Second factor of %1 lost</source>
        <translation>%1 的第二因素丢失</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::NameForm</name>
    <message>
        <source>New zone</source>
        <translation>新建区域</translation>
    </message>
    <message>
        <source>Rename zone</source>
        <translation>重命名区域</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>新建组</translation>
    </message>
    <message>
        <source>Rename group</source>
        <translation>重命名组</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add zone</source>
        <translation>添加区域</translation>
    </message>
    <message>
        <source>Add group</source>
        <translation>添加组</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>A part of the site that lanes lead to: yard, plant, second floor.</source>
        <translation>通道所通往的站点部分：院区、厂房、三楼。</translation>
    </message>
    <message>
        <source>People and vehicles that may pass alike: staff, night shift, suppliers.</source>
        <translation>通行权限相同的人员和车辆：职工、夜班、供应商。</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>请输入名称，最多 60 个字符。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::NewPassphrase</name>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>At least %1 characters: four unrelated words are good. Spaces and every script are welcome, there are no other rules, and it never expires.</source>
        <translation>至少 %1 个字符：四个互不相关的词即可。可用空格和任何文字，没有其他规则，且永不过期。</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>Take at least %1 characters that nobody would guess: not your name, not the site&apos;s.</source>
        <translation>至少 %1 个字符，且不易猜到：不要用您的姓名或站点名称。</translation>
    </message>
    <message>
        <source>The two are not the same. Show the letters with the eye at the right.</source>
        <translation>两次输入不一致。可点右侧眼睛图标显示内容。</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>合格。</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) to go</source>
        <translation>
            <numerusform>还差 %n 个字符</numerusform>
        </translation>
    </message>
    <message>
        <source>Too easy to guess: take other words.</source>
        <translation>太容易猜到：请换用其他词。</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::OperatorForm</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>The person&apos;s own name: it stands in the audit trail. They sign in with it.</source>
        <translation>本人真实姓名：将记入审计日志，并用于登录。</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>请输入姓名。</translation>
    </message>
    <message>
        <source>There is an operator of this name already, perhaps a disabled one.</source>
        <translation>已有同名操作员，可能已停用。</translation>
    </message>
    <message>
        <source>A name has letters, and at most 80 of them.</source>
        <translation>姓名须为文字，最多 80 个字符。</translation>
    </message>
    <message>
        <source>A new key for %1</source>
        <translation>%1 的新密钥</translation>
    </message>
    <message>
        <source>A new operator</source>
        <translation>新操作员</translation>
    </message>
    <message>
        <source>Making the key…</source>
        <translation>正在生成密钥…</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::OperatorsPage</name>
    <message>
        <source>Nobody yet</source>
        <translation>尚无操作员</translation>
    </message>
    <message>
        <source>Whoever works at this console needs a name and a passphrase of their own.</source>
        <translation>在此控制台工作的每个人都需要自己的姓名和口令。</translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation>添加操作员</translation>
    </message>
    <message>
        <source>Everyone signs in with a key of their own. Nobody is ever deleted: the audit trail names them.</source>
        <translation>每人使用自己的密钥登录。操作员不会被删除：审计日志记有其姓名。</translation>
    </message>
    <message>
        <source>My passphrase</source>
        <translation>我的口令</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>May sign in</source>
        <translation>可登录</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>May sign in since %1.</source>
        <translation>自 %1 起可登录。</translation>
    </message>
    <message>
        <source>Disabled: the key is gone. The name stays in the audit trail; a new key brings them back.</source>
        <translation>已停用：密钥已销毁。姓名仍保留在审计日志中；生成新密钥即可恢复。</translation>
    </message>
    <message>
        <source>Enable with a new key</source>
        <translation>用新密钥启用</translation>
    </message>
    <message>
        <source>Disable %1?</source>
        <translation>停用 %1？</translation>
    </message>
    <message>
        <source>This is you. Your key is destroyed: after signing out you cannot come back by yourself.</source>
        <translation>这是您本人。您的密钥将被销毁：退出后您将无法自行登录。</translation>
    </message>
    <message>
        <source>Their key is destroyed at once. What they did stays in the audit trail.</source>
        <translation>其密钥立即销毁。其操作记录仍保留在审计日志中。</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>停用…</translation>
    </message>
    <message>
        <source>Disable %1</source>
        <translation>停用 %1</translation>
    </message>
    <message>
        <source>Brought back by the recovery code on %1. Whoever used it chose a new passphrase. For 72 hours nothing that takes two people is done with them; once you confirm them, with everybody but you.</source>
        <translation>于 %1 用恢复码回来。使用恢复码的人设定了新的口令。72 小时内，需要两个人的操作不得由其参与；经您确认后，可与您以外的人一起进行。</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::OwnerPicker</name>
    <message>
        <source>Nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>车主</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PassphraseField</name>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Hide the letters</source>
        <translation>隐藏内容</translation>
    </message>
    <message>
        <source>Show the letters</source>
        <translation>显示内容</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PassphraseForm</name>
    <message>
        <source>Passphrase you use now</source>
        <translation>当前口令</translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>Enter the passphrase you signed in with.</source>
        <translation>请输入您登录时使用的口令。</translation>
    </message>
    <message>
        <source>Changed. The new passphrase counts from now on.</source>
        <translation>已更改。新口令即刻生效。</translation>
    </message>
    <message>
        <source>This is not the passphrase you signed in with.</source>
        <translation>这不是您登录时使用的口令。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PeoplePage</name>
    <message>
        <source>Nobody is here yet</source>
        <translation>尚无人员</translation>
    </message>
    <message>
        <source>Employees, residents, contractors and visitors stand here with what they may do. Add the first person, or import a list.</source>
        <translation>员工、住户、外包人员和访客及其权限列在这里。请添加第一名人员，或导入名单。</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>添加人员</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>consent, no picture</source>
        <translation>已同意，无照片</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Name or reference</source>
        <translation>姓名或编号</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Every kind</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>人脸</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Delete this picture of %1?</source>
        <translation>删除 %1 的这张照片？</translation>
    </message>
    <message>
        <source>The picture and its template are gone. The other pictures and the consent stay.</source>
        <translation>该照片及其特征模板将被删除。其他照片和同意记录保留。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>删除 %1？</translation>
    </message>
    <message>
        <source>Withdraw every consent of %1?</source>
        <translation>撤回 %1 的全部同意？</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) and what recognition knows of this face are gone for good, in older copies as well. Plate and pass go on working.</source>
        <translation>
            <numerusform>%n 张图片和识别系统中的该人脸信息将彻底消失，旧副本中也不例外。车牌和通行证照常使用。</numerusform>
        </translation>
    </message>
    <message>
        <source>Withdraw the consent of %1: %2?</source>
        <translation>撤回 %1 的同意：%2？</translation>
    </message>
    <message>
        <source>What stands on it is gone for good, in older copies as well. Other consents stay, and plate and pass go on working.</source>
        <translation>以此为依据的内容将彻底消失，旧副本中也不例外。其他同意仍然有效，车牌和通行证照常使用。</translation>
    </message>
    <message>
        <source>Proof of a consent</source>
        <translation>同意的凭证</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message numerus="yes">
        <source>The entry, its consents and %n picture(s) are gone.</source>
        <translation>
            <numerusform>该条目、其同意记录和 %n 张图片将被删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>已移除 %1。</translation>
    </message>
    <message>
        <source>Save a copy of the signed form</source>
        <translation>保存签字表格的副本</translation>
    </message>
    <message>
        <source>The copy is not encrypted: whoever has the file reads it. It lies outside the site and is yours to delete.</source>
        <translation>副本未加密：拿到文件的人即可阅读。它位于站点之外，须由您自行删除。</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>保存副本</translation>
    </message>
    <message>
        <source>Signed form</source>
        <translation>已签字的表格</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>consent.pdf</source>
        <translation>同意书.pdf</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PersonDetail</name>
    <message>
        <source>Reference</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>none: no rule lets this person in</source>
        <translation>无：没有规则允许此人进入</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>No consent: this person uses a plate, a pass or the guard instead, on the same terms.</source>
        <translation>未同意：此人以同等条件使用车牌、通行证或由值班员放行。</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>添加照片</translation>
    </message>
    <message>
        <source>Record consent, enrol</source>
        <translation>登记同意并录入</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>How good the picture is</source>
        <translation>照片质量</translation>
    </message>
    <message>
        <source>Delete this picture</source>
        <translation>删除这张照片</translation>
    </message>
    <message>
        <source>%1: given %2, withdrawn %3</source>
        <translation>%1：%2 同意，%3 撤回</translation>
    </message>
    <message>
        <source>Earlier consents</source>
        <translation>历史同意记录</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>%1: consent of %2, %3 (notice %4)</source>
        <translation>%1：%2 同意，%3（告知书 %4）</translation>
    </message>
    <message>
        <source>Guardian: %1</source>
        <translation>监护人：%1</translation>
    </message>
    <message>
        <source>Look at the signature or form</source>
        <translation>查看签名或表格</translation>
    </message>
    <message>
        <source>Withdraw this consent</source>
        <translation>撤回此项同意</translation>
    </message>
    <message>
        <source>Further consent</source>
        <translation>增加同意</translation>
    </message>
    <message>
        <source>Withdraw all</source>
        <translation>全部撤回</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PersonForm</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Payroll number or the like. An import finds the person by it.</source>
        <translation>工号等。导入时据此匹配人员。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Access rules say which group may pass where and when.</source>
        <translation>通行规则规定各组可在何时何处通行。</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>修改 %1</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>新增人员</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>添加人员</translation>
    </message>
    <message>
        <source>Somebody else has this reference. Search for it to see who.</source>
        <translation>此编号已被他人使用。搜索该编号可查看是谁。</translation>
    </message>
    <message>
        <source>Give a name of at most 120 letters.</source>
        <translation>请输入姓名，最多 120 个字符。</translation>
    </message>
    <message>
        <source>The note is too long. Keep it below 2,000 letters.</source>
        <translation>备注过长，请少于 2000 个字符。</translation>
    </message>
    <message>
        <source>This cannot be a reference. Use letters, digits and dashes.</source>
        <translation>编号无效。请使用字母、数字和连字符。</translation>
    </message>
    <message>
        <source>May be let in</source>
        <translation>允许进入</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>On file, sealed. Leave it empty to keep it.</source>
        <translation>已存档并密封。留空则保持不变。</translation>
    </message>
    <message>
        <source>Sealed: who enters it cannot read it back.</source>
        <translation>密封保存：录入者无法再查看。</translation>
    </message>
    <message>
        <source>Resident ID</source>
        <translation>身份证件号码</translation>
    </message>
    <message>
        <source>Give the number as it stands on the card, at most 40 letters.</source>
        <translation>请按证件填写号码，最多 40 个字符。</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Write the date as 1990-05-17; it cannot lie ahead.</source>
        <translation>请按 1990-05-17 的格式填写日期，且不能晚于今天。</translation>
    </message>
    <message>
        <source>Take the resident ID away</source>
        <translation>删除身份证件号码</translation>
    </message>
    <message>
        <source>Take the date of birth away</source>
        <translation>删除出生日期</translation>
    </message>
    <message>
        <source>If it shows a child under 14, face data they agreed to alone is deleted: a guardian decides.</source>
        <translation>如显示为未满 14 周岁的儿童，其自行同意的人脸数据将被删除：应由监护人决定。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PlateEditor</name>
    <message>
        <source>The right plate</source>
        <translation>正确的车牌</translation>
    </message>
    <message>
        <source>Take it  Enter</source>
        <translation>确定  Enter</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>返回  Esc</translation>
    </message>
    <message>
        <source>Typing replaces the marked character; ← → move.</source>
        <translation>输入即替换选中字符；← → 移动。</translation>
    </message>
    <message>
        <source>Typing replaces the marked character; ← → move; F7 takes %1.</source>
        <translation>输入即替换选中字符；← → 移动；F7 采用 %1。</translation>
    </message>
    <message>
        <source>A plate has letters, digits or Chinese characters only, 12 at most.</source>
        <translation>车牌只能包含字母、数字或汉字，最多 12 个。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Impact assessment</source>
        <translation>影响评估</translation>
    </message>
    <message>
        <source>Delete what is overdue</source>
        <translation>删除到期数据</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>新请求</translation>
    </message>
    <message>
        <source>No request is open</source>
        <translation>没有未结请求</translation>
    </message>
    <message>
        <source>Whoever is recorded here may ask for a copy, a correction, a restriction or erasure. Note each request when it comes: it is due within a month.</source>
        <translation>被记录者可要求查阅复制、更正、限制处理或删除。收到请求时请立即登记：须在一个月内答复。</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Closed ones too</source>
        <translation>包括已办结</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留期限</translation>
    </message>
    <message>
        <source>Nothing is kept</source>
        <translation>没有保存数据</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证明</translation>
    </message>
    <message>
        <source>Nothing was deleted yet</source>
        <translation>尚未删除任何数据</translation>
    </message>
    <message>
        <source>Each run of the retention and each erasure leaves a signed certificate here.</source>
        <translation>每次清理和每次删除都会在此留下签名证明。</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>请求 %1</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>办结…</translation>
    </message>
    <message>
        <source>Everything held</source>
        <translation>全部信息</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Restrict</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Lift the restriction of %1?</source>
        <translation>解除对 %1 的限制？</translation>
    </message>
    <message>
        <source>Lanes recognise them again, and everybody who may finds them.</source>
        <translation>通道将重新识别，有权限者均可查到。</translation>
    </message>
    <message>
        <source>Restrict %1?</source>
        <translation>限制处理 %1？</translation>
    </message>
    <message>
        <source>What is held is kept, but no lane recognises them: the operator is asked. Only those who handle requests find them.</source>
        <translation>数据保留，但通道不再识别，将询问操作员。只有处理请求的人员可以查到。</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Certificate %1</source>
        <translation>证明 %1</translation>
    </message>
    <message>
        <source>Save the certificate</source>
        <translation>保存证明</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>%1: certificate %2.</source>
        <translation>%1：证明 %2。</translation>
    </message>
    <message>
        <source>Held: %1 passages with %2 pictures, %3 face templates, %4 vehicles.</source>
        <translation>现有：%1 条通行记录含 %2 张图片，%3 个人脸模板，%4 辆车。</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Is it %1 now?</source>
        <translation>现在是 %1 吗？</translation>
    </message>
    <message>
        <source>The clock is right: delete</source>
        <translation>时钟正确：删除</translation>
    </message>
    <message>
        <source>The clock is %1 days ahead of the time this machine can account for: it was switched off for that long, or the clock is wrong. If it is wrong, data and the audit trail would be deleted too early and cannot be brought back: put the clock right instead.</source>
        <translation>时钟比本机能够证实的时间快 %1 天：可能关机了这么久，也可能时钟有误。如果时钟有误，数据和审计日志会被过早删除且无法恢复：请先校正时钟。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PromptStrip</name>
    <message>
        <source>No, keep it (Esc)</source>
        <translation>不，保留 (Esc)</translation>
    </message>
    <message>
        <source>Type “%1” to confirm</source>
        <translation>输入“%1”以确认</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ProofView</name>
    <message>
        <source>Purpose</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>同意时间</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>监护人</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>告知书</translation>
    </message>
    <message>
        <source>Signature or signed form</source>
        <translation>签名或已签字的表格</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>保存副本…</translation>
    </message>
    <message>
        <source>The signed form is a PDF of %1 KB. To look at it, it has to leave the site as a file, which takes two people.</source>
        <translation>签字表格为 %1 KB 的 PDF。要查看它，须作为文件带出站点，这需要两个人。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RailButton</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 个等待</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecordForm</name>
    <message>
        <source>This name is taken. Choose another one.</source>
        <translation>该名称已被使用，请另选。</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <translation>用我的内容覆盖</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>%1 changed this at %2, after you had opened it.</source>
        <translation>您打开之后，%1 于 %2 修改了此条目。</translation>
    </message>
    <message>
        <source>Somebody else changed this after you had opened it.</source>
        <translation>您打开之后，他人修改了此条目。</translation>
    </message>
    <message>
        <source>Nothing was written over, and what you entered is kept. Save yours over it, or cancel to keep what is stored.</source>
        <translation>没有覆盖任何内容，您输入的内容已保留。可用您的内容覆盖保存，或取消以保留已存储的内容。</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1: stored “%2”, yours “%3”</source>
        <extracomment>A field of a form: its label, what is stored, what was entered</extracomment>
        <translation>%1：已存储“%2”，您的“%3”</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecordsPage</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>What you entered is not saved yet. Save it or cancel first.</source>
        <translation>输入内容尚未保存。请先保存或取消。</translation>
    </message>
    <message>
        <source>Throw away what you entered?</source>
        <translation>放弃输入的内容？</translation>
    </message>
    <message>
        <source>What you entered in this form is lost.</source>
        <translation>此表单中输入的内容将丢失。</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Throw it away?</source>
        <translation>确定放弃？</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecoverForm</name>
    <message>
        <source>Open with the recovery code</source>
        <translation>使用恢复码打开</translation>
    </message>
    <message>
        <source>The code from the sheet opens the site and gives one administrator a new passphrase.</source>
        <translation>纸上的恢复码可打开站点，并为一名管理员重设口令。</translation>
    </message>
    <message>
        <source>Back to sign-in</source>
        <translation>返回登录</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>Dashes and blanks do not matter.</source>
        <translation>连字符和空格可忽略。</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Whose passphrase is set anew.</source>
        <translation>将为其重设口令。</translation>
    </message>
    <message>
        <source>Opening the store…</source>
        <translation>正在打开数据库…</translation>
    </message>
    <message>
        <source>Open the site</source>
        <translation>打开站点</translation>
    </message>
    <message>
        <source>The code or the administrator&apos;s name is wrong. Compare it with the sheet.</source>
        <translation>恢复码或管理员姓名有误。请与纸上内容核对。</translation>
    </message>
    <message>
        <source>Type the recovery code from the sheet.</source>
        <translation>请输入纸上的恢复码。</translation>
    </message>
    <message>
        <source>Type the administrator&apos;s name.</source>
        <translation>请输入管理员姓名。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecoveryCodeSheet</name>
    <message>
        <source>The new recovery code is shown only now; the old one is void. Whoever has it and this machine can open the site&apos;s records: keep it locked away, and away from here.</source>
        <translation>新恢复码仅在此时显示；旧恢复码已作废。持有它和本机的人可以打开站点记录：请锁好并存放在别处。</translation>
    </message>
    <message>
        <source>I have it on paper or on a stick</source>
        <translation>已写在纸上或存入 U 盘</translation>
    </message>
    <message>
        <source>The new recovery code</source>
        <translation>新恢复码</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>The new code is shown only here, and the old one is void. Without it nobody gets back in when the passphrases are lost.</source>
        <translation>新恢复码仅在此处显示，旧码已作废。如果口令丢失，没有它就无人能再进入。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecoveryCodeView</name>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save to a stick…</source>
        <translation>保存到U盘…</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>Sent to the printer. Take the sheet at once.</source>
        <translation>已发送到打印机。请立即取走纸张。</translation>
    </message>
    <message>
        <source>Save the recovery code</source>
        <translation>保存恢复码</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>recovery-code.txt</source>
        <translation>恢复码.txt</translation>
    </message>
    <message>
        <source>That is the disk the site lies on: whoever takes it would have the code with it. Choose a stick, or print the code or write it down.</source>
        <translation>这是站点数据所在的磁盘：拿走它的人会同时得到恢复码。请选择U盘，或打印、抄写恢复码。</translation>
    </message>
    <message>
        <source>Saved. Take the stick out and keep it away from this machine.</source>
        <translation>已保存。请拔出U盘，并与本机分开保管。</translation>
    </message>
    <message>
        <source>Gatehouse recovery code</source>
        <translation>Gatehouse 恢复码</translation>
    </message>
    <message>
        <source>Whoever has this sheet and the machine can open the site&apos;s records. Keep it locked away.</source>
        <translation>持有此纸张和本机的人即可打开本站点的记录。请锁好保管。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecoveryStep</name>
    <message>
        <source>The recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>Step 3 of 3. If every administrator&apos;s passphrase is lost, this code opens the site again. It is shown only now and kept nowhere on this machine. Put it where the keys of the house are.</source>
        <translation>第 3 步，共 3 步。若所有管理员的口令都丢失，可用此恢复码重新打开站点。它仅在此刻显示，本机不作任何保存。请与大门钥匙一同保管。</translation>
    </message>
    <message>
        <source>I have written it down, printed it or saved it away from this machine.</source>
        <translation>我已抄写、打印，或保存在本机之外。</translation>
    </message>
    <message>
        <source>Open the console</source>
        <translation>打开控制台</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RegionPicker</name>
    <message>
        <source>%1 % from the left, %2 % from the top, %3 % wide, %4 % high</source>
        <translation>距左 %1%，距上 %2%，宽 %3%，高 %4%</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RegisterPage</name>
    <message>
        <source>Only active</source>
        <translation>仅启用</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Every group</source>
        <translation>全部组</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RequestDetail</name>
    <message>
        <source>erased</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>What they ask for</source>
        <translation>请求内容</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Overdue: answer now, and say why it took longer.</source>
        <translation>已逾期：请立即答复，并说明延误原因。</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>已更正</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RequestForm</name>
    <message>
        <source>Whom it is about</source>
        <translation>涉及对象</translation>
    </message>
    <message>
        <source>Make sure that it is them who ask: look at a document, or call back.</source>
        <translation>请核实请求人身份：查看证件或回拨电话。</translation>
    </message>
    <message>
        <source>What they ask for</source>
        <translation>请求内容</translation>
    </message>
    <message>
        <source>Received on</source>
        <translation>收到日期</translation>
    </message>
    <message>
        <source>It is due a month later, and never more than 30 days.</source>
        <translation>期限为一个月，最多 30 天。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>How it came and who spoke for them. It goes when they are erased.</source>
        <translation>请求的途径及代理人。删除该人时一并删除。</translation>
    </message>
    <message>
        <source>Choose somebody from the list below the line.</source>
        <translation>请从下方列表中选择。</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>新请求</translation>
    </message>
    <message>
        <source>Note the request</source>
        <translation>登记请求</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RestoreForm</name>
    <message>
        <source>Bring back the backup of %1</source>
        <translation>恢复 %1 的备份</translation>
    </message>
    <message>
        <source>Bring it back and close the site</source>
        <translation>恢复并关闭站点</translation>
    </message>
    <message>
        <source>Looking through the backup: every page, the whole trail…</source>
        <translation>正在检查备份：每一页和整个审计日志…</translation>
    </message>
    <message>
        <source>Who may sign in, and with what, stays as it is now.</source>
        <translation>谁可以登录、用什么登录，保持现在的样子。</translation>
    </message>
    <message>
        <source>Lanes stop until somebody signs in again.</source>
        <translation>在有人重新登录之前，通道停止工作。</translation>
    </message>
    <message>
        <source>Writing it into both trails…</source>
        <translation>正在写入两份审计日志…</translation>
    </message>
    <message>
        <source>Closing the site…</source>
        <translation>正在关闭站点…</translation>
    </message>
    <message>
        <source>What comes back, as it was then: people %1, vehicles %2, passages %3.</source>
        <translation>恢复为当时的内容：人员 %1，车辆 %2，通行记录 %3。</translation>
    </message>
    <message>
        <source>What is lost: everything since then. Passages: %1, entries of the trail: %2.</source>
        <translation>会失去的：此后的一切。通行记录：%1，审计日志条目：%2。</translation>
    </message>
    <message>
        <source>Not coming back, because their keys were destroyed since or are missing: faces %1, pictures %2.</source>
        <translation>因密钥此后已销毁或缺失而不会恢复：人脸 %1，图片 %2。</translation>
    </message>
    <message>
        <source>What people asked for since stays as it is now. Restrictions: %1, lifted: %2, requests: %3. Removed or erased, and not coming back: %4.</source>
        <translation>人们此后提出的要求保持现状。限制处理：%1，已解除：%2，请求：%3。已移除或删除、不会恢复：%4。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RetentionForm</name>
    <message>
        <source>Days to keep it</source>
        <translation>保存天数</translation>
    </message>
    <message>
        <source>Standard: %1. At least %2, at most %3.</source>
        <translation>标准：%1。最少 %2，最多 %3。</translation>
    </message>
    <message>
        <source>The notice of consent tells people %1: have a new notice signed first.</source>
        <translation>同意告知书写明 %1：请先请本人签署新的告知书。</translation>
    </message>
    <message>
        <source>What is older than that is deleted with the next run, and cannot be brought back.</source>
        <translation>更早的数据将在下次清理时删除，无法恢复。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Decided were %1; somebody changed that around the program, and nothing is deleted until the days are chosen again.</source>
        <translation>原决定为 %1；有人绕过程序更改了它，在重新选择天数之前不会删除任何数据。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ReturnForm</name>
    <message>
        <source>Restore a backup here</source>
        <translation>在本机恢复备份</translation>
    </message>
    <message>
        <source>For a machine that takes the place of another one. Everything comes from the backup, and is opened with what opened the site then.</source>
        <translation>用于替换另一台机器。所有内容来自备份，并用当时打开站点的口令或恢复码打开。</translation>
    </message>
    <message>
        <source>Their code of the second factor, where they have one</source>
        <translation>其第二因素验证码（如有）</translation>
    </message>
    <message>
        <source>How far the backup is looked through</source>
        <translation>备份检查进度</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>第二人</translation>
    </message>
    <message>
        <source>Another operator of then who may restore backups, in person.</source>
        <translation>当时另一位有权恢复备份的操作员，须本人在场。</translation>
    </message>
    <message>
        <source>Their passphrase of then</source>
        <translation>其当时的口令</translation>
    </message>
    <message>
        <source>Look through the backup</source>
        <translation>检查备份</translation>
    </message>
    <message>
        <source>No, set up a new site</source>
        <translation>不，设置新站点</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Bring the site back here</source>
        <translation>把站点恢复到本机</translation>
    </message>
    <message>
        <source>Choose another backup</source>
        <translation>选择其他备份</translation>
    </message>
    <message>
        <source>Go to the sign-in</source>
        <translation>前往登录</translation>
    </message>
    <message>
        <source>Putting the site in its place…</source>
        <translation>正在把站点放到位…</translation>
    </message>
    <message>
        <source>Unpacking the backup…</source>
        <translation>正在解开备份…</translation>
    </message>
    <message>
        <source>Looking through it: every page, the whole audit trail…</source>
        <translation>正在检查：每一页和全部审计日志…</translation>
    </message>
    <message>
        <source>The backup is whole. It was made on %1. People: %2, vehicles: %3, passages: %4, entries of the audit trail: %5.</source>
        <translation>备份完整，制作于 %1。人员：%2，车辆：%3，通行：%4，审计日志：%5。</translation>
    </message>
    <message>
        <source>Without a copy of the key ring no face is recognised and no picture opens: faces %1, pictures %2. The copy can be brought back later, under Backups.</source>
        <translation>没有密钥环副本，无法识别人脸，也无法打开图片：人脸 %1，图片 %2。以后可在“备份”页面取回副本。</translation>
    </message>
    <message>
        <source>Not opening, because their keys were destroyed since or are not in the copy: faces %1 of %2, pictures %3 of %4.</source>
        <translation>无法打开，因为其密钥此后已销毁或不在副本中：人脸 %1 / %2，图片 %3 / %4。</translation>
    </message>
    <message>
        <source>This takes two people. The second one signs in with what they had then.</source>
        <translation>此操作需要两个人。第二个人用当时的口令登录。</translation>
    </message>
    <message>
        <source>With the recovery code one person is enough. The audit trail will say so.</source>
        <translation>使用恢复码时一个人即可。审计日志会注明这一点。</translation>
    </message>
    <message>
        <source>The backup knows nobody else who may restore it, so one person is enough. The audit trail will say so.</source>
        <translation>备份中没有其他可以恢复的人，一个人即可。审计日志会注明这一点。</translation>
    </message>
    <message>
        <source>The second person enters their name and passphrase of then.</source>
        <translation>请第二个人输入姓名和当时的口令。</translation>
    </message>
    <message>
        <source>The site is back on this machine. Everyone signs in as they did then.</source>
        <translation>站点已恢复到本机。所有人按当时的方式登录。</translation>
    </message>
    <message>
        <source>The second person&apos;s name or passphrase of then is wrong.</source>
        <translation>第二个人的姓名或当时的口令有误。</translation>
    </message>
    <message>
        <source>There is a site here already, or a part of one. A backup comes back to an empty machine; to an open site it comes under Backups.</source>
        <translation>本机已有站点或站点的一部分。此处只能恢复到空的机器；已打开的站点请在“备份”页面恢复。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ReturnQuestions</name>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Which backup</source>
        <translation>选择备份</translation>
    </message>
    <message>
        <source>Backups (*.ghbackup)</source>
        <translation>备份 (*.ghbackup)</translation>
    </message>
    <message>
        <source>Copy of the key ring</source>
        <translation>密钥环副本</translation>
    </message>
    <message>
        <source>Which copy of the key ring</source>
        <translation>选择密钥环副本</translation>
    </message>
    <message>
        <source>Copies of a key ring (*.ghring)</source>
        <translation>密钥环副本 (*.ghring)</translation>
    </message>
    <message>
        <source>Without it faces and pictures stay shut; it can be brought back later.</source>
        <translation>没有它，人脸和图片无法打开；以后可以再取回。</translation>
    </message>
    <message>
        <source>Name and passphrase</source>
        <translation>姓名和口令</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>Name of an administrator of then</source>
        <translation>当时一位管理员的姓名</translation>
    </message>
    <message>
        <source>Passphrase or recovery code of then</source>
        <translation>当时的口令或恢复码</translation>
    </message>
    <message>
        <source>Code of the second factor</source>
        <translation>第二因素验证码</translation>
    </message>
    <message>
        <source>The six digits the app shows.</source>
        <translation>应用显示的六位数字。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the backup that is to come back.</source>
        <translation>请选择要恢复的备份。</translation>
    </message>
    <message>
        <source>Enter the name, or choose the recovery code.</source>
        <translation>请输入姓名，或选择恢复码。</translation>
    </message>
    <message>
        <source>Enter what opened the site when the backup was made.</source>
        <translation>请输入制作备份时打开站点的口令或恢复码。</translation>
    </message>
    <message>
        <source>That does not open it. It is as it was when the backup was made.</source>
        <translation>无法打开。请使用制作备份时的口令或恢复码。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RingCard</name>
    <message>
        <source>Fill in from a copy…</source>
        <translation>用副本补全…</translation>
    </message>
    <message>
        <source>Copy it to a file…</source>
        <translation>复制到文件…</translation>
    </message>
    <message>
        <source>Key ring</source>
        <translation>密钥环</translation>
    </message>
    <message>
        <source>The keys of faces and pictures. No backup holds them, so that who is erased stays erased in all of them. They need a copy of their own, apart from the backups.</source>
        <translation>人脸和图片的密钥。任何备份都不含这些密钥，因此已删除的人在所有备份中都保持删除。密钥需要一份单独的副本，与备份分开。</translation>
    </message>
    <message>
        <source>✓ The copy is as the ring is. It was made %1 ago.</source>
        <translation>✓ 副本与密钥环一致，制作于 %1前。</translation>
    </message>
    <message>
        <source>The copy was made %1 ago.</source>
        <translation>副本制作于 %1前。</translation>
    </message>
    <message>
        <source>There is no copy.</source>
        <translation>没有副本。</translation>
    </message>
    <message>
        <source>▲ No folder for the copy is chosen. If this machine is lost, faces and pictures are lost too.</source>
        <translation>▲ 尚未选择副本的文件夹。如果这台机器丢失，人脸和图片也会丢失。</translation>
    </message>
    <message>
        <source>▲ The folder for the copy is not there. Plug in the drive, or choose another folder.</source>
        <translation>▲ 找不到副本的文件夹。请插上驱动器，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>▲ The copy lies with the backups: whoever takes them has both. Choose another drive.</source>
        <translation>▲ 副本与备份放在一起：拿走它们的人两样都有。请选择另一个驱动器。</translation>
    </message>
    <message>
        <source>▲ The copy is too old.</source>
        <translation>▲ 副本太旧。</translation>
    </message>
    <message>
        <source>▲ %1, made %2, holds keys that were destroyed since: copy to it again, or destroy it.</source>
        <translation>▲ %1（制作于 %2）含有此后已销毁的密钥：请重新复制到该文件，或将其销毁。</translation>
    </message>
    <message>
        <source>Where the copy of the key ring goes</source>
        <translation>密钥环副本存放位置</translation>
    </message>
    <message>
        <source>Copies of a key ring (*.ghring)</source>
        <translation>密钥环副本 (*.ghring)</translation>
    </message>
    <message>
        <source>Which copy of the key ring</source>
        <translation>选择密钥环副本</translation>
    </message>
    <message>
        <source>▲ Keys are missing: faces that do not open: %1, pictures: %2. Fill them in from a copy.</source>
        <translation>▲ 缺少密钥：打不开的人脸 %1，图片 %2。请用副本补全。</translation>
    </message>
    <message>
        <source>▲ Keys that are not in the copy yet: %1. It is renewed when its drive is there.</source>
        <translation>▲ 副本中尚缺的密钥：%1。插上其驱动器后会更新。</translation>
    </message>
    <message>
        <source>▲ The copy still holds keys that were destroyed since: %1. It is renewed when its drive is there.</source>
        <translation>▲ 副本中仍有此后已销毁的密钥：%1。插上其驱动器后会更新。</translation>
    </message>
    <message>
        <source>▲ The copy lies on the disk of the store: one fault takes both.</source>
        <translation>▲ 副本与数据库在同一磁盘上：一次故障会同时失去两者。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RingImportForm</name>
    <message>
        <source>Fill in missing keys from a copy of the ring</source>
        <translation>用密钥环副本补全缺失的密钥</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>补全</translation>
    </message>
    <message>
        <source>Reading the copy…</source>
        <translation>正在读取副本…</translation>
    </message>
    <message>
        <source>A copy of %1.</source>
        <translation>%1 的副本。</translation>
    </message>
    <message>
        <source>Keys that are missing here are filled in; faces and pictures under them open again.</source>
        <translation>这里缺少的密钥会被补全；用它们加密的人脸和图片可以重新打开。</translation>
    </message>
    <message>
        <source>A key that was destroyed stays destroyed, however old the copy is.</source>
        <translation>已销毁的密钥不会恢复，无论副本多旧。</translation>
    </message>
    <message>
        <source>Filling in…</source>
        <translation>正在补全…</translation>
    </message>
    <message>
        <source>Keys filled in: %1. Destroyed ones that stay so: %2.</source>
        <translation>已补全密钥：%1。保持销毁的密钥：%2。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RolesPage</name>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>What takes two people</source>
        <translation>需要两个人的操作</translation>
    </message>
    <message>
        <source>One person asks, another one signs in for this one act. Both names stand in the audit trail. The yes counts once, for five minutes. Where nobody else at the site could give it, one person may act alone, and the trail says so.</source>
        <translation>一人提出，另一人为这一次操作登录。两人的姓名都记入审计日志。批准仅限一次，五分钟内有效。若站点没有其他人可以批准，可由一人单独操作，审计日志会注明。</translation>
    </message>
    <message>
        <source>What each role may do</source>
        <translation>各角色的权限</translation>
    </message>
    <message>
        <source>The program checks this at every command, whatever a screen shows.</source>
        <translation>无论界面显示什么，程序在每条命令执行时都会检查权限。</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>✓ yes</source>
        <translation>✓ 是</translation>
    </message>
    <message>
        <source>%1: yes</source>
        <translation>%1：是</translation>
    </message>
    <message>
        <source>%1: no</source>
        <translation>%1：否</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Who may ask</source>
        <translation>可提出的角色</translation>
    </message>
    <message>
        <source>Who may approve, but not for themselves</source>
        <translation>可批准的角色（不能批准自己）</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RuleForm</name>
    <message>
        <source>Change rule</source>
        <translation>修改规则</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>新建规则</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>at any hour</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>The rule is in use</source>
        <translation>启用此规则</translation>
    </message>
    <message>
        <source>Choose a group</source>
        <translation>选择组</translation>
    </message>
    <message>
        <source>Choose a zone</source>
        <translation>选择区域</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Shown with every decision it makes.</source>
        <translation>将随该规则的每次判定显示。</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>请输入名称，最多 60 个字符。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>There is no group yet: make one on the Groups tab.</source>
        <translation>尚无组：请在“组”页签中新建。</translation>
    </message>
    <message>
        <source>Choose the group it speaks of.</source>
        <translation>请选择适用的组。</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>效力</translation>
    </message>
    <message>
        <source>Where two rules disagree, the refusal wins.</source>
        <translation>规则冲突时以禁止为准。</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>There is no zone yet: make one on the Zones tab.</source>
        <translation>尚无区域：请在“区域”页签中新建。</translation>
    </message>
    <message>
        <source>Choose the zone it speaks of.</source>
        <translation>请选择适用的区域。</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>This schedule is gone. Choose another one.</source>
        <translation>该时间表已不存在，请另选。</translation>
    </message>
    <message>
        <source>Write the date as 2026-12-31.</source>
        <translation>日期请写成 2026-12-31。</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Empty: at once.</source>
        <translation>留空：立即生效。</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>失效日期</translation>
    </message>
    <message>
        <source>Empty: no end. That day still counts.</source>
        <translation>留空：长期有效。当日仍有效。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RulesPage</name>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Add schedule</source>
        <translation>添加时间表</translation>
    </message>
    <message>
        <source>Add zone</source>
        <translation>添加区域</translation>
    </message>
    <message>
        <source>Add group</source>
        <translation>添加组</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>No rule yet</source>
        <translation>尚无规则</translation>
    </message>
    <message>
        <source>Without rules everybody is asked about. A rule lets one group into one zone at some hours.</source>
        <translation>没有规则时，所有通行都需确认。一条规则允许一个组在某些时段进入一个区域。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>时间表</translation>
    </message>
    <message>
        <source>No schedule yet</source>
        <translation>尚无时间表</translation>
    </message>
    <message>
        <source>A schedule is hours of the week that rules can name, on the site&apos;s clock.</source>
        <translation>时间表是规则可引用的每周时段，以站点时间为准。</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>时间表</translation>
    </message>
    <message>
        <source>No zone yet</source>
        <translation>尚无区域</translation>
    </message>
    <message>
        <source>A zone is a part of the site that lanes lead to: the yard, the plant, the second floor.</source>
        <translation>区域是通道所通往的站点部分：院区、厂房、三楼。</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>No group yet</source>
        <translation>尚无组</translation>
    </message>
    <message>
        <source>A group is people and vehicles that may pass alike. Rules speak of groups, never of single people.</source>
        <translation>组是通行权限相同的人员和车辆。规则只针对组，不针对个人。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Remove the rule %1?</source>
        <translation>删除规则 %1？</translation>
    </message>
    <message>
        <source>From now on lanes decide without it: %1</source>
        <translation>此后通道判定不再使用：%1</translation>
    </message>
    <message>
        <source>Remove the schedule %1?</source>
        <translation>删除时间表 %1？</translation>
    </message>
    <message>
        <source>Its hours are lost. Rules that name it must be changed first.</source>
        <translation>其时段将丢失。须先修改引用它的规则。</translation>
    </message>
    <message>
        <source>Remove the zone %1?</source>
        <translation>删除区域 %1？</translation>
    </message>
    <message>
        <source>Every rule that speaks of it goes too. Lanes that lead there must be changed first.</source>
        <translation>相关规则一并删除。须先修改通往该区域的通道。</translation>
    </message>
    <message>
        <source>Remove the group %1?</source>
        <translation>删除组 %1？</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) go with it. Its people and vehicles stay, without the group.</source>
        <translation>
            <numerusform>%n 条规则将一并删除。其人员和车辆保留，但不再属于该组。</numerusform>
        </translation>
    </message>
    <message>
        <source>A rule still names this schedule. Change that rule first.</source>
        <translation>仍有规则引用此时间表，请先修改该规则。</translation>
    </message>
    <message>
        <source>A lane still leads to this zone. Change that lane first.</source>
        <translation>仍有通道通往此区域，请先修改该通道。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ScheduleForm</name>
    <message>
        <source>Change schedule</source>
        <translation>修改时间表</translation>
    </message>
    <message>
        <source>New schedule</source>
        <translation>新建时间表</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add schedule</source>
        <translation>添加时间表</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What rules call these hours: day shift, deliveries.</source>
        <translation>规则中引用的名称：白班、送货。</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>请输入名称，最多 60 个字符。</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>On the site&apos;s clock. Drag over the week to fill it, drag over filled hours to empty them.</source>
        <translation>以站点时间为准。拖选可填充，拖过已填充的时段可清除。</translation>
    </message>
    <message>
        <source>Give it at least one hour, or nobody is ever let in by it.</source>
        <translation>至少填写一个时段，否则永远不会放行任何人。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SealedView</name>
    <message>
        <source>on file, sealed</source>
        <translation>已存档，密封</translation>
    </message>
    <message>
        <source>not on file</source>
        <translation>未存档</translation>
    </message>
    <message>
        <source>Resident ID</source>
        <translation>身份证件号码</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Why it is shown</source>
        <translation>查看原因</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>原因？</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SecondFactorForm</name>
    <message>
        <source>Passphrase you use now</source>
        <translation>您现在使用的口令</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>验证码</translation>
    </message>
    <message>
        <source>The six digits the app shows now.</source>
        <translation>应用当前显示的六位数字。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>QR code for the authenticator app; the same is written below it</source>
        <translation>供验证器应用扫描的二维码；下方有相同的文字</translation>
    </message>
    <message>
        <source>Off. With an authenticator app on your phone, signing in also takes the code it shows, and %1 characters are enough for the passphrase.</source>
        <translation>未启用。使用手机上的验证器应用后，登录还需输入其显示的代码，口令只需 %1 个字符。</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Scan this with the app, or type the letters below it, then enter the code it shows. The letters are shown only now.</source>
        <translation>请用应用扫描此码，或手动输入下方字符，然后输入应用显示的代码。这些字符仅显示这一次。</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>On: signing in takes the code of your authenticator app. If the phone is lost, another administrator or the recovery code helps.</source>
        <translation>已启用：登录时需要验证器应用的代码。如果手机丢失，可由其他管理员或恢复码解决。</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Enter the passphrase you signed in with.</source>
        <translation>请输入您登录时使用的口令。</translation>
    </message>
    <message>
        <source>Enter the code the app shows.</source>
        <translation>请输入应用显示的代码。</translation>
    </message>
    <message>
        <source>On from now on.</source>
        <translation>现已启用。</translation>
    </message>
    <message>
        <source>Off. The passphrase alone signs you in.</source>
        <translation>已停用。仅凭口令即可登录。</translation>
    </message>
    <message>
        <source>This is not the passphrase you signed in with.</source>
        <translation>这不是您登录时使用的口令。</translation>
    </message>
    <message>
        <source>Your passphrase is too short to stand alone. Change it to one of at least %1 characters first.</source>
        <translation>您的口令太短，不能单独使用。请先改为至少 %1 个字符。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SecondPerson</name>
    <message>
        <source>Second person</source>
        <translation>第二人</translation>
    </message>
    <message>
        <source>Their passphrase</source>
        <translation>第二人的口令</translation>
    </message>
    <message>
        <source>The code of their authenticator</source>
        <translation>其验证器代码</translation>
    </message>
    <message>
        <source>A second person signs in for this one act</source>
        <translation>第二个人为这一次操作登录</translation>
    </message>
    <message>
        <source>Nobody else at this site may approve this. You may do it alone; the audit trail says so.</source>
        <translation>本站点没有其他人可以批准。您可以单独操作；审计日志会注明。</translation>
    </message>
    <message>
        <source>Who approves it? Enter their name.</source>
        <translation>由谁批准？请输入其姓名。</translation>
    </message>
    <message>
        <source>They type their own passphrase here.</source>
        <translation>请由本人在此输入自己的口令。</translation>
    </message>
    <message>
        <source>It has to be somebody else than you. Who may approve: %1.</source>
        <translation>必须是您以外的人。可以批准的角色：%1。</translation>
    </message>
    <message>
        <source>You stay signed in.</source>
        <translation>您保持登录状态。</translation>
    </message>
    <message>
        <source>You do this alone</source>
        <translation>由您单独执行</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SecretOfThen</name>
    <message>
        <source>Their passphrase of then, or the recovery code of then</source>
        <translation>当时的口令，或当时的恢复码</translation>
    </message>
    <message>
        <source>This copy is from before the site&apos;s key was renewed. It opens with what opened the site then, and comes under the key of now.</source>
        <translation>这份副本是在更换站点密钥之前制作的。用当时打开站点的凭据即可打开，并改用现在的密钥保护。</translation>
    </message>
    <message>
        <source>Who could sign in then</source>
        <translation>当时可以登录的人</translation>
    </message>
    <message>
        <source>Leave it empty when you have the recovery code of then.</source>
        <translation>如果您有当时的恢复码，请留空。</translation>
    </message>
    <message>
        <source>That did not open it. Both are as they were when the copy was made.</source>
        <translation>打不开。两者都必须是制作副本时的内容。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SidePanel</name>
    <message>
        <source>Close this panel</source>
        <translation>关闭侧栏</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SignInForm</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>The site&apos;s records are closed until somebody signs in.</source>
        <translation>登录前，站点记录处于封闭状态。</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>The lanes go on working. %1, type your passphrase to continue.</source>
        <translation>通道照常工作。%1，请输入口令继续。</translation>
    </message>
    <message>
        <source>Change operator</source>
        <translation>更换操作员</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Passphrase lost? Use the recovery code</source>
        <translation>忘记口令？使用恢复码</translation>
    </message>
    <message>
        <source>I am somebody else: change operator</source>
        <translation>不是本人？更换操作员</translation>
    </message>
    <message>
        <source>Wait %1</source>
        <translation>请等待 %1</translation>
    </message>
    <message>
        <source>Opening the store…</source>
        <translation>正在打开数据库…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在验证…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接班</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>The six digits your authenticator app shows now. They change every 30 seconds.</source>
        <translation>验证器应用当前显示的六位数字，每 30 秒变化一次。</translation>
    </message>
    <message>
        <source>Type the passphrase again</source>
        <translation>重新输入口令</translation>
    </message>
    <message>
        <source>The lanes go on working. The screen stays locked until you take over.</source>
        <translation>通道照常工作。在您接班之前，屏幕保持锁定。</translation>
    </message>
    <message>
        <source>Back to the lock (Esc)</source>
        <translation>返回锁定界面 (Esc)</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SignaturePad</name>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Sign here with the mouse, a pen or a finger</source>
        <translation>请用鼠标、笔或手指在此签名</translation>
    </message>
    <message>
        <source>Sign above this line</source>
        <translation>请在此线上方签名</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SiteShell</name>
    <message>
        <source>What needs somebody</source>
        <translation>需要处理的事项</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Display and sound</source>
        <translation>显示与声音</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SiteStep</name>
    <message>
        <source>Set up the demo site</source>
        <translation>设置演示站点</translation>
    </message>
    <message>
        <source>Set up your site</source>
        <translation>设置站点</translation>
    </message>
    <message>
        <source>Step 1 of 3. Everything stays on this machine, encrypted, and is readable only after signing in.</source>
        <translation>第 1 步，共 3 步。所有数据加密保存在本机，登录后方可读取。</translation>
    </message>
    <message>
        <source>Demo site</source>
        <translation>演示站点</translation>
    </message>
    <message>
        <source>Name of the site</source>
        <translation>站点名称</translation>
    </message>
    <message>
        <source>As it shall stand on screen and on reports.</source>
        <translation>将显示在屏幕和报表上。</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Type a city: Shanghai, Berlin, Sao Paulo, Chicago.</source>
        <translation>请输入英文城市名：Shanghai、Berlin、Sao Paulo、Chicago。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Look around in the demo site first</source>
        <translation>先看看演示站点</translation>
    </message>
    <message>
        <source>Give the site a name: the street, the company or the house.</source>
        <translation>请为站点命名：街道、公司或楼宇名称。</translation>
    </message>
    <message>
        <source>There is no such time zone. Choose one from the list.</source>
        <translation>没有该时区。请从列表中选择。</translation>
    </message>
    <message>
        <source>No, set up my own site</source>
        <translation>不，设置我自己的站点</translation>
    </message>
    <message>
        <source>Drawn cars and people drive and walk past cameras of our own making. It is a site of its own, clearly marked, and is thrown away on request.</source>
        <translation>绘制的车辆和人员从自制的演示摄像机前经过。演示站点独立存在、标识清楚，可随时删除。</translation>
    </message>
    <message>
        <source>Restore a backup here</source>
        <translation>在本机恢复备份</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SoundButton</name>
    <message>
        <source>An alarm sounds. Press when you have heard it.</source>
        <translation>告警响起。听到后请按下。</translation>
    </message>
    <message>
        <source>Alarm sounds are on. Press to mute them.</source>
        <translation>告警声音已开启。按下可静音。</translation>
    </message>
    <message>
        <source>Alarm sounds are muted. Press to hear them.</source>
        <translation>告警声音已静音。按下可恢复。</translation>
    </message>
    <message>
        <source>No alarm sounds: this computer has no loudspeaker.</source>
        <translation>无告警声音：本机没有扬声器。</translation>
    </message>
    <message>
        <source>No alarm sounds: they cannot be played here.</source>
        <translation>无告警声音：无法在此播放。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SoundFields</name>
    <message>
        <source>Alarm sounds</source>
        <translation>告警声音</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Somebody asks</source>
        <translation>有人等待处理</translation>
    </message>
    <message>
        <source>A camera is silent or a gate does not answer</source>
        <translation>摄像机无画面或道闸无应答</translation>
    </message>
    <message>
        <source>Nothing is recorded</source>
        <translation>无法记录</translation>
    </message>
    <message>
        <source>once</source>
        <translation>一次</translation>
    </message>
    <message>
        <source>again and again</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>until acknowledged (F9)</source>
        <translation>直到确认（F9）</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>试听</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::StatusStrip</name>
    <message>
        <source>DEMO SITE · drawn cars and people</source>
        <translation>演示站点 · 车辆和人员均为绘制</translation>
    </message>
    <message>
        <source>The site&apos;s time (%1)</source>
        <translation>站点时间（%1）</translation>
    </message>
    <message>
        <source>no cameras running</source>
        <translation>无运行中的摄像机</translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) live</source>
        <translation>
            <numerusform>%n 台摄像机在线</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connecting</source>
        <translation>
            <numerusform>%n 台连接中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n silent</source>
        <translation>
            <numerusform>%n 台无画面</numerusform>
        </translation>
    </message>
    <message>
        <source>store fails</source>
        <translation>数据库故障</translation>
    </message>
    <message>
        <source>store ✓</source>
        <translation>数据库 ✓</translation>
    </message>
    <message>
        <source>The newest record did not reach the disk. Gates stay shut until you decide.</source>
        <translation>最新记录未能写入磁盘。在您决定之前道闸保持关闭。</translation>
    </message>
    <message>
        <source>The encrypted store takes every record.</source>
        <translation>加密数据库正常记录。</translation>
    </message>
    <message>
        <source>Sound off</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Alarms make no sound. Press to hear them.</source>
        <translation>告警已静音。按下可恢复声音。</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>The last good backup of the store</source>
        <translation>数据库最近一次完好的备份</translation>
    </message>
    <message>
        <source>disk %1 % left</source>
        <translation>磁盘剩余 %1 %</translation>
    </message>
    <message>
        <source>backup %1</source>
        <translation>备份 %1</translation>
    </message>
    <message>
        <source>no backup</source>
        <translation>无备份</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>keys missing</source>
        <translation>缺少密钥</translation>
    </message>
    <message>
        <source>Keys of faces or pictures are missing: they do not open until an administrator brings back a copy of the key ring (Backups).</source>
        <translation>缺少人脸或图片的密钥：管理员取回密钥环副本之前无法打开（备份）。</translation>
    </message>
    <message>
        <source>no copy of the keys</source>
        <translation>密钥没有副本</translation>
    </message>
    <message>
        <source>The keys of faces and pictures are in no backup, so that who is erased stays erased. They need a copy of their own on another drive (Backups).</source>
        <translation>人脸和图片的密钥不在任何备份中，以保证已删除的人不会恢复。需要在另一个磁盘上单独保存副本（备份）。</translation>
    </message>
    <message>
        <source>copy of the keys %1 old</source>
        <translation>密钥副本已有 %1</translation>
    </message>
    <message>
        <source>The copy of the key ring is too old: plug its drive in, or make a copy now (Backups).</source>
        <translation>密钥环副本过旧：请接上其磁盘，或立即制作副本（备份）。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SubjectDetail</name>
    <message>
        <source>Plate nobody registered</source>
        <translation>未登记的车牌</translation>
    </message>
    <message>
        <source>Vehicle %1</source>
        <translation>车辆 %1</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>None was given.</source>
        <translation>未给予同意。</translation>
    </message>
    <message>
        <source>given %1, withdrawn %2</source>
        <translation>给予于 %1，撤回于 %2</translation>
    </message>
    <message>
        <source>given %1</source>
        <translation>给予于 %1</translation>
    </message>
    <message>
        <source>Face templates: %1</source>
        <translation>人脸模板：%1</translation>
    </message>
    <message>
        <source>quality %1 %, made %2</source>
        <translation>质量 %1 %，生成于 %2</translation>
    </message>
    <message>
        <source>Passages: %1, with %2 pictures</source>
        <translation>通行记录：%1 条，图片 %2 张</translation>
    </message>
    <message>
        <source>The package holds the older ones too.</source>
        <translation>更早的记录包含在数据包中。</translation>
    </message>
    <message>
        <source>Audit entries: %1</source>
        <translation>审计日志：%1 条</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>密封</translation>
    </message>
    <message>
        <source>resident ID number, date of birth</source>
        <translation>身份证件号码、出生日期</translation>
    </message>
    <message>
        <source>resident ID number</source>
        <translation>身份证件号码</translation>
    </message>
    <message>
        <source>date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>A guardian decides until</source>
        <translation>监护人代为决定至</translation>
    </message>
    <message>
        <source>Removed on %1. What is still held goes with its time, and the name with the last of it.</source>
        <translation>已于 %1 移除。仍保存的数据到期删除，姓名随最后一项数据一并删除。</translation>
    </message>
    <message>
        <source>Restricted since %1: no lane recognises them, and nothing of theirs goes by its age.</source>
        <translation>自 %1 起受限：任何通道都不识别其身份，其数据也不会到期删除。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SubjectPicker</name>
    <message>
        <source>Name, reference or plate</source>
        <translation>姓名、编号或车牌</translation>
    </message>
    <message>
        <source>Whom it is about</source>
        <translation>涉及对象</translation>
    </message>
    <message>
        <source>Who fits</source>
        <translation>匹配结果</translation>
    </message>
    <message>
        <source>%1, a plate nobody registered</source>
        <translation>%1，未登记的车牌</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::TrailExport</name>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The whole trail in codes and numbers, without names, signed by the site.</source>
        <translation>完整的审计日志，仅含代码和编号，不含姓名，由站点签名。</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Export the audit trail</source>
        <translation>导出审计日志</translation>
    </message>
    <message>
        <source>Audit export (*.jsonl)</source>
        <translation>审计导出 (*.jsonl)</translation>
    </message>
    <message>
        <source>Exported %L1 entries. Anyone can check the file with verify_audit.py, which comes with this program. Head: %2. Key of the site: %3</source>
        <translation>已导出 %L1 条记录。任何人都可用随本程序提供的 verify_audit.py 校验该文件。链首：%2。站点密钥：%3</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>已停止。未写入文件。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ValidityFields</name>
    <message>
        <source>Valid from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Empty: at once.</source>
        <translation>留空：立即生效。</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>失效日期</translation>
    </message>
    <message>
        <source>Empty: no end. That day still counts.</source>
        <translation>留空：长期有效。当日仍有效。</translation>
    </message>
    <message>
        <source>Write the date as 2026-12-31.</source>
        <translation>日期请写成 2026-12-31。</translation>
    </message>
    <message>
        <source>This is before it begins.</source>
        <translation>早于生效日期。</translation>
    </message>
    <message>
        <source>from %1 until %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>%1 起</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>without limit</source>
        <translation>长期</translation>
    </message>
    <message numerus="yes">
        <source>The last day of the visit, at most %n days ahead.</source>
        <translation>
            <numerusform>来访的最后一天，最多提前 %n 天。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A visitor has a last day here, at most %n days ahead. Who comes for longer is a contractor or a resident.</source>
        <translation>
            <numerusform>访客须在此填写最后一天，最多提前 %n 天。来访更久者请登记为外包人员或住户。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::VehicleDetail</name>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>none: no rule lets this vehicle in</source>
        <translation>无：没有规则允许此车进入</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>车主</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Show the owner</source>
        <translation>查看车主</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::VehicleForm</name>
    <message>
        <source>Plate</source>
        <translation>车牌</translation>
    </message>
    <message>
        <source>Blanks, dots and dashes do not matter.</source>
        <translation>空格、点和连字符可忽略。</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>车主</translation>
    </message>
    <message>
        <source>Type a part of the name. May stay empty.</source>
        <translation>输入姓名的一部分，可留空。</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>What a guard sees: colour, make.</source>
        <translation>外观特征：颜色、品牌。</translation>
    </message>
    <message>
        <source>Region of the plate</source>
        <translation>车牌地区</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Access rules say which group may pass where and when.</source>
        <translation>通行规则规定各组可在何时何处通行。</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>修改 %1</translation>
    </message>
    <message>
        <source>New vehicle</source>
        <translation>新增车辆</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add vehicle</source>
        <translation>添加车辆</translation>
    </message>
    <message>
        <source>Type the plate: 1 to 12 letters, digits or Chinese characters.</source>
        <translation>请输入车牌：1 至 12 个字母、数字或汉字。</translation>
    </message>
    <message>
        <source>Choose somebody from the list, or empty the line.</source>
        <translation>请从列表中选择，或清空此行。</translation>
    </message>
    <message>
        <source>This plate is registered already. Search for it to see whose it is.</source>
        <translation>该车牌已登记。搜索该车牌可查看归属。</translation>
    </message>
    <message>
        <source>Keep the description below 200 letters.</source>
        <translation>描述请少于 200 个字符。</translation>
    </message>
    <message>
        <source>May be let in</source>
        <translation>允许进入</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::VehiclesPage</name>
    <message>
        <source>No vehicle is here yet</source>
        <translation>尚无车辆</translation>
    </message>
    <message>
        <source>Vehicles whose plates the lanes know stand here. Add the first one, or import a list.</source>
        <translation>通道可识别的车辆列在这里。请添加第一辆，或导入名单。</translation>
    </message>
    <message>
        <source>Add vehicle</source>
        <translation>添加车辆</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Plate, description or owner</source>
        <translation>车牌、描述或车主</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>车牌</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>车主</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>删除 %1？</translation>
    </message>
    <message>
        <source>The lanes no longer know this plate. Past events stay.</source>
        <translation>通道将不再识别该车牌。历史事件保留。</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::WeekGrid</name>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>%1 %2: %3. All: %4</source>
        <translation>%1 %2：%3。全部：%4</translation>
    </message>
    <message>
        <source>filled</source>
        <translation>已填充</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::WindowPrompts</name>
    <message>
        <source>No printer is set up on this machine.</source>
        <translation>本机未设置打印机。</translation>
    </message>
</context>
</TS>
