#include "ui/privacy/EraseForm.h"

#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/common/SecondPerson.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

EraseForm::EraseForm(const SiteContext& context, const privacy::Subject& subject, const QString& name,
    const QString& held, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_subject(subject)
    , m_name(name)
    , m_banner(new Banner(context.appearance))
    , m_typed(new QLineEdit)
    , m_second(new SecondPerson(context, security::ProtectedAct::EraseSubject))
{
    const Theme& theme = context.appearance.theme();
    m_typed->setObjectName(QStringLiteral("eraseName"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Medium));
    column->addWidget(m_banner);
    column->addWidget((new Label(context.appearance, held))->wrapped());
    column->addWidget((new Label(context.appearance,
                           tr("Keys are destroyed, so that older copies give back nothing either. Passages keep time, "
                              "lane and decision "
                              "without name, plate and pictures. Nothing of it can be brought back."),
                           TextSize::Body, Role::Deny))
                          ->wrapped());
    column->addWidget(new FormField(context.appearance, tr("Type %1 to make sure").arg(m_name), m_typed));
    column->addWidget(m_second);
    column->addStretch(1);
    connect(m_typed, &QLineEdit::textChanged, this, &PanelForm::stateChanged);
}

QString EraseForm::title() const
{
    return tr("Erase %1?").arg(m_name);
}

bool EraseForm::canSave() const
{
    return !m_isBusy && m_typed->text().trimmed() == m_name;
}

bool EraseForm::isDirty() const
{
    return !m_typed->text().isEmpty() || m_second->hasInput();
}

void EraseForm::save()
{
    if (!canSave())
        return;
    m_banner->clear();
    setBusy(true);
    m_second->ask(
        privacy::eraseProposal(m_subject).object,
        [this](const std::shared_ptr<security::Approval>& approval) { erase(approval); }, [this] { setBusy(false); });
}

void EraseForm::erase(const std::shared_ptr<security::Approval>& approval)
{
    m_context.site.writer().request(
        [approval, subject = m_subject, &key = m_context.site.signingKey(), actor = m_context.session.actor(),
            &clock = m_context.clock](store::Database& database) {
            return privacy::eraseSubject(actor, database, clock, key, subject, std::move(*approval));
        },
        this,
        [this](const Result<privacy::Certificate>& certificate) {
            setBusy(false);
            if (!certificate)
                return m_banner->showError(certificate.error());
            m_context.prompts.tell(tr("Erased. Certificate %1 is the proof.").arg(certificate->id.value()));
            Q_EMIT saved(0);
        });
}

void EraseForm::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    Q_EMIT stateChanged();
}

} // namespace gatehouse::ui
