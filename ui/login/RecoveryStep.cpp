#include "ui/login/RecoveryStep.h"

#include "ui/common/Banner.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QSaveFile>
#include <QVBoxLayout>

namespace gatehouse::ui {

RecoveryStep::RecoveryStep(const Appearance& look, Prompts& prompts, QWidget* parent)
    : LoginCard(look, tr("The recovery code"),
        tr("Step 3 of 3. If every administrator's passphrase is lost, this code opens the site again. It is shown only "
           "now "
           "and kept nowhere on this machine. Put it where the keys of the house are."),
        560, parent)
    , m_prompts(prompts)
    , m_code((new Label(look, {}, TextSize::Title))->wrapped())
    , m_confirmed(new QCheckBox(tr("I have written it down, printed it or saved it away from this machine.")))
    , m_next(new Button(look, ButtonLook::Primary, tr("Open the console")))
    , m_failure(new Banner(look))
{
    m_code->setObjectName(QStringLiteral("recoveryCode"));
    m_confirmed->setObjectName(QStringLiteral("recoveryConfirmed"));
    m_next->setObjectName(QStringLiteral("recoveryContinue"));
    m_code->setFace(Face::Code);
    m_code->setAlignment(Qt::AlignCenter);
    m_code->setTextInteractionFlags(Qt::NoTextInteraction); // never on the clipboard
    m_next->setEnabled(false);
    auto* frame = new Panel(Ground::Card);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(look.theme().margins(Gap::Large));
    inside->addWidget(m_code);
    auto* buttons = new QHBoxLayout;
    auto* printButton = new Button(look, ButtonLook::Plain, Icon::Print, tr("Print…"));
    auto* saveButton = new Button(look, ButtonLook::Plain, Icon::Save, tr("Save to a stick…"));
    saveButton->setObjectName(QStringLiteral("recoverySave"));
    buttons->addWidget(printButton, 1);
    buttons->addWidget(saveButton, 1);
    column()->addWidget(frame);
    column()->addLayout(buttons);
    column()->addWidget(m_failure);
    column()->addWidget(m_confirmed);
    column()->addWidget(m_next);
    connect(printButton, &QPushButton::clicked, this, &RecoveryStep::print);
    connect(saveButton, &QPushButton::clicked, this, &RecoveryStep::save);
    connect(m_confirmed, &QCheckBox::toggled, m_next, &QPushButton::setEnabled);
    connect(m_next, &QPushButton::clicked, this, [this] {
        m_code->clear();
        Q_EMIT completed();
    });
}

void RecoveryStep::setCode(const QString& siteName, const security::Passphrase& code)
{
    m_siteName = siteName;
    m_code->setText(QString::fromUtf8(code.data(), qsizetype(code.size())));
}

void RecoveryStep::save()
{
    const FileRequest request { tr("Save the recovery code"), tr("Text (*.txt)"), tr("recovery-code.txt") };
    m_prompts.saveFile(this, request, [this](const QString& path) {
        if (path.isEmpty())
            return;
        QSaveFile file(path);
        const QByteArray bytes = sheet().toUtf8();
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            m_failure->showError(failure(ErrorCode::FileNotWritable));
        else
            m_failure->showText(Role::Allow, tr("Saved. Take the stick out and keep it away from this machine."));
    });
}

void RecoveryStep::print()
{
    m_prompts.print(this, tr("Recovery code"), sheet(), [this](bool isPrinted) {
        if (isPrinted)
            m_failure->showText(Role::Allow, tr("Sent to the printer. Take the sheet at once."));
    });
}

QString RecoveryStep::sheet() const
{
    return tr("Gatehouse recovery code") + QStringLiteral("\n\n%1\n\n%2\n\n").arg(m_siteName, m_code->text())
        + tr("Whoever has this sheet and the machine can open the site's records. Keep it locked away.") + u'\n';
}

} // namespace gatehouse::ui
