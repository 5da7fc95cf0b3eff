#include "ui/audit/AcceptForm.h"

#include "core/backup/Backups.h"
#include "ui/common/Background.h"
#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/common/SecondPerson.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

AcceptForm::AcceptForm(const SiteContext& context, const QString& doubt, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_banner(new Banner(context.appearance))
    , m_reason(new QLineEdit)
    , m_reasonField(new FormField(context.appearance, tr("What happened"), m_reason,
          tr("One sentence. It is kept for ever and stands in every export: write no names.")))
    , m_second(new SecondPerson(context, security::ProtectedAct::AcceptHistory))
{
    const Appearance& look = context.appearance;
    m_reason->setObjectName(QStringLiteral("acceptReason"));
    m_reason->setMaxLength(int(security::OpenSite::LongestReason));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, look.theme().px(Gap::Small), 0);
    column->setSpacing(look.theme().px(Gap::Medium));
    column->addWidget(m_banner);
    column->addWidget((new Label(look, doubt, TextSize::Body, Role::Alarm))->wrapped());
    column->addWidget((new Label(look,
                           tr("If there is a backup, bring it back instead: it gives the signed history back. This is "
                              "for a site that has none."),
                           TextSize::Body, Role::Ask))
                          ->wrapped());
    column->addWidget((new Label(look,
                           tr("You both say that the history in this store is to count, although it is not the one the "
                              "site has signed. From then on the site signs, exports and backs up again.")))
                          ->wrapped());
    column->addWidget((new Label(look,
                           tr("What does not match stays as it is and is shown for ever, with both of you and your "
                              "reason, in every check and every export. It cannot be taken back."),
                           TextSize::Body, Role::Deny))
                          ->wrapped());
    column->addWidget(m_reasonField);
    column->addWidget(m_second);
    column->addStretch(1);
    connect(m_reason, &QLineEdit::textChanged, this, [this] { m_reasonField->setError({}); });
    connect(m_reason, &QLineEdit::returnPressed, this, &AcceptForm::save);
    connect(m_second, &SecondPerson::returnPressed, this, &AcceptForm::save);
}

QString AcceptForm::title() const
{
    return tr("Accept this history?");
}

QString AcceptForm::saveWord() const
{
    return tr("Accept for ever");
}

bool AcceptForm::isDirty() const
{
    return !m_reason->text().isEmpty() || m_second->hasInput();
}

void AcceptForm::save()
{
    if (m_isBusy)
        return;
    m_banner->clear();
    if (m_reason->text().simplified().size() < security::OpenSite::ShortestReason) {
        m_reasonField->setError(tr("Write a sentence that somebody understands years from now."));
        return;
    }
    setBusy(true);
    // What is accepted is what is found now: where nothing is noted the whole trail is looked through.
    runInBackground(
        this, [&site = m_context.site] { return site.inDoubt(); },
        [this](const Result<std::optional<audit::HistoryMismatch>>& found) {
            if (found && *found) {
                ask(security::Proposal::acceptHistory(**found).object);
                return;
            }
            setBusy(false);
            m_banner->showError(found ? failure(ErrorCode::NotFound, QStringLiteral("mismatch")) : found.error());
        });
}

void AcceptForm::ask(const QString& object)
{
    m_second->ask(
        object, [this](const std::shared_ptr<security::Approval>& approval) { carryOut(approval); },
        [this] { setBusy(false); });
}

void AcceptForm::carryOut(const std::shared_ptr<security::Approval>& approval)
{
    runInBackground(
        this,
        [&site = m_context.site, &clock = m_context.clock, actor = m_context.session.actor(), approval,
            reason = m_reason->text()]() -> Result<audit::Acceptance> {
            GATEHOUSE_TRY_ASSIGN(shelved, backup::Backups(site, clock).signedHeads());
            return site.acceptHistory(actor, std::move(*approval), reason, shelved.heads);
        },
        [this](const Result<audit::Acceptance>& accepted) {
            setBusy(false);
            m_second->settle();
            if (accepted)
                Q_EMIT saved(accepted->state.entries);
            else
                m_banner->showError(accepted.error());
        });
}

void AcceptForm::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_reason->setEnabled(!isBusy);
    m_second->setEnabled(!isBusy);
    Q_EMIT stateChanged();
}

} // namespace gatehouse::ui
