#include "ui/admin/RecoveryCodeSheet.h"

#include "ui/common/Banner.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QSaveFile>
#include <QVBoxLayout>

namespace gatehouse::ui {

RecoveryCodeSheet::RecoveryCodeSheet(
    const SiteContext& context, const security::Passphrase& code, qint64 row, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_row(row)
    , m_code((new Label(context.appearance, QString::fromUtf8(code.data(), qsizetype(code.size())), TextSize::Title))
                 ->wrapped())
    , m_banner(new Banner(context.appearance))
    , m_kept(new QCheckBox(tr("I have it on paper or on a stick")))
{
    const Appearance& look = context.appearance;
    m_code->setObjectName(QStringLiteral("newRecoveryCode"));
    m_code->setFont(look.theme().codeFont(TextSize::Title));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, look.theme().px(Gap::Small), 0);
    column->setSpacing(look.theme().px(Gap::Medium));
    column->addWidget((
        new Label(look,
            tr("The new recovery code is shown only now; the old one is void. Whoever has it and this machine can open "
               "the site's records: keep it locked away, and away from here.")))
                          ->wrapped());
    column->addWidget(m_code);
    auto* buttons = new QHBoxLayout;
    auto* print = new Button(look, ButtonLook::Plain, tr("Print…"));
    auto* save = new Button(look, ButtonLook::Plain, tr("Save to a stick…"));
    print->setObjectName(QStringLiteral("printRecoveryCode"));
    save->setObjectName(QStringLiteral("saveRecoveryCode"));
    buttons->addWidget(print);
    buttons->addWidget(save);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addWidget(m_banner);
    m_kept->setObjectName(QStringLiteral("recoveryCodeKept"));
    column->addWidget(m_kept);
    column->addStretch(1);
    connect(m_kept, &QCheckBox::toggled, this, &RecoveryCodeSheet::stateChanged);
    connect(print, &QPushButton::clicked, this, &RecoveryCodeSheet::print);
    connect(save, &QPushButton::clicked, this, &RecoveryCodeSheet::saveToStick);
}

QString RecoveryCodeSheet::title() const
{
    return tr("The new recovery code");
}

QString RecoveryCodeSheet::saveWord() const
{
    return tr("Done");
}

bool RecoveryCodeSheet::canSave() const
{
    return m_kept->isChecked();
}

QString RecoveryCodeSheet::lossText() const
{
    return tr("The new code is shown only here, and the old one is void. Without it nobody gets back in when the "
              "passphrases are lost.");
}

void RecoveryCodeSheet::save()
{
    m_isDone = true;
    Q_EMIT saved(m_row);
}

void RecoveryCodeSheet::saveToStick()
{
    const FileRequest request { tr("Save the recovery code"), tr("Text (*.txt)"), tr("recovery-code.txt") };
    m_context.prompts.saveFile(this, request, [this](const QString& path) {
        if (path.isEmpty())
            return;
        QSaveFile file(path);
        const QByteArray bytes = sheet().toUtf8();
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            m_banner->showError(failure(ErrorCode::FileNotWritable));
        else
            m_banner->showText(Role::Allow, tr("Saved. Take the stick out and keep it away from this machine."));
    });
}

void RecoveryCodeSheet::print()
{
    m_context.prompts.print(this, tr("Recovery code"), sheet(), [this](bool isPrinted) {
        if (isPrinted)
            m_banner->showText(Role::Allow, tr("Sent to the printer. Take the sheet at once."));
    });
}

QString RecoveryCodeSheet::sheet() const
{
    return tr("Gatehouse recovery code")
        + QStringLiteral("\n\n%1\n\n%2\n\n").arg(m_context.site.info().name, m_code->text())
        + tr("Whoever has this sheet and the machine can open the site's records. Keep it locked away.") + u'\n';
}

} // namespace gatehouse::ui
