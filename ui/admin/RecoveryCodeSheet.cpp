#include "ui/admin/RecoveryCodeSheet.h"

#include "ui/common/RecoveryCodeView.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace gatehouse::ui {

RecoveryCodeSheet::RecoveryCodeSheet(
    const SiteContext& context, const security::Passphrase& code, qint64 row, QWidget* parent)
    : PanelForm(parent)
    , m_row(row)
    , m_kept(new QCheckBox(tr("I have it on paper or on a stick")))
{
    const Appearance& look = context.appearance;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, look.theme().px(Gap::Small), 0);
    column->setSpacing(look.theme().px(Gap::Medium));
    column->addWidget((
        new Label(look,
            tr("The new recovery code is shown only now; the old one is void. Whoever has it and this machine can open "
               "the site's records: keep it locked away, and away from here.")))
                          ->wrapped());
    auto* view = new RecoveryCodeView(look, context.prompts);
    view->setCode(context.site.info().name, context.site.paths().folder, code);
    column->addWidget(view);
    m_kept->setObjectName(QStringLiteral("recoveryCodeKept"));
    column->addWidget(m_kept);
    column->addStretch(1);
    connect(m_kept, &QCheckBox::toggled, this, &RecoveryCodeSheet::stateChanged);
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

} // namespace gatehouse::ui
