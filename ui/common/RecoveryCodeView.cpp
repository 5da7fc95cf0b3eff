#include "ui/common/RecoveryCodeView.h"

#include "core/base/DiskSpace.h"
#include "core/base/PrivateFile.h"
#include "ui/common/Banner.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

RecoveryCodeView::RecoveryCodeView(const Appearance& appearance, Prompts& prompts, QWidget* parent)
    : QWidget(parent)
    , m_prompts(prompts)
    , m_code((new Label(appearance, {}, TextSize::Title))->wrapped())
    , m_banner(new Banner(appearance))
{
    const Theme& theme = appearance.theme();
    m_code->setObjectName(QStringLiteral("recoveryCode"));
    m_code->setFace(Face::Code);
    m_code->setAlignment(Qt::AlignCenter);
    m_code->setTextInteractionFlags(Qt::NoTextInteraction); // never on the clipboard
    auto* frame = new Panel(Ground::Card);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(theme.margins(Gap::Large));
    inside->addWidget(m_code);
    auto* printButton = new Button(appearance, ButtonLook::Plain, Icon::Print, tr("Print…"));
    auto* saveButton = new Button(appearance, ButtonLook::Plain, Icon::Save, tr("Save to a stick…"));
    printButton->setObjectName(QStringLiteral("printRecoveryCode"));
    saveButton->setObjectName(QStringLiteral("saveRecoveryCode"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(Gap::Medium));
    buttons->addWidget(printButton, 1);
    buttons->addWidget(saveButton, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Medium));
    column->addWidget(frame);
    column->addLayout(buttons);
    column->addWidget(m_banner);
    connect(printButton, &QPushButton::clicked, this, &RecoveryCodeView::print);
    connect(saveButton, &QPushButton::clicked, this, &RecoveryCodeView::save);
}

void RecoveryCodeView::setCode(const QString& siteName, const QString& siteFolder, const security::Passphrase& code)
{
    m_siteName = siteName;
    m_siteFolder = siteFolder;
    m_code->setText(QString::fromUtf8(code.data(), qsizetype(code.size())));
}

void RecoveryCodeView::clear()
{
    m_code->clear();
}

void RecoveryCodeView::print()
{
    m_prompts.print(this, { tr("Recovery code"), sheet(), PrintRequest::Onto::Paper }, [this](bool isPrinted) {
        if (isPrinted)
            m_banner->showText(Role::Allow, tr("Sent to the printer. Take the sheet at once."));
    });
}

void RecoveryCodeView::save()
{
    m_prompts.saveFile(this, { tr("Save the recovery code"), tr("Text (*.txt)"), tr("recovery-code.txt") },
        [this](const QString& file) {
            if (!file.isEmpty())
                saveTo(file);
        });
}

void RecoveryCodeView::saveTo(const QString& file)
{
    if (areOnOneDisk(QFileInfo(file).path(), m_siteFolder)) {
        m_banner->showText(Role::Deny,
            tr("That is the disk the site lies on: whoever takes it would have the code with it. Choose a stick, or "
               "print the code or write it down."));
        return;
    }
    if (const auto written = replacePrivateFile(file, sheet().toUtf8()); !written)
        m_banner->showError(written.error());
    else
        m_banner->showText(Role::Allow, tr("Saved. Take the stick out and keep it away from this machine."));
}

QString RecoveryCodeView::sheet() const
{
    return tr("Gatehouse recovery code") + QStringLiteral("\n\n%1\n\n%2\n\n").arg(m_siteName, m_code->text())
        + tr("Whoever has this sheet and the machine can open the site's records. Keep it locked away.") + u'\n';
}

} // namespace gatehouse::ui
