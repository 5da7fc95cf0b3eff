#include "ui/privacy/RetentionForm.h"

#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/common/SecondPerson.h"
#include "ui/documents/PrivacyWords.h"

#include <QSpinBox>
#include <QVBoxLayout>

namespace gatehouse::ui {

RetentionForm::RetentionForm(const SiteContext& context, const privacy::RetentionLine& line, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_line(line)
    , m_banner(new Banner(context.appearance))
    , m_days(new QSpinBox)
    , m_told((new Label(context.appearance, {}, TextSize::Body, Role::Ask))->wrapped())
    , m_second(new SecondPerson(context, security::ProtectedAct::LengthenRetention))
{
    const Theme& theme = context.appearance.theme();
    m_days->setObjectName(QStringLiteral("retentionDays"));
    m_days->setRange(line.terms.least, line.terms.most);
    m_days->setValue(line.days);
    m_days->setButtonSymbols(QAbstractSpinBox::NoButtons);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Medium));
    column->addWidget(m_banner);
    column->addWidget(new FormField(context.appearance, tr("Days to keep it"), m_days,
        tr("Standard: %1. At least %2, at most %3.")
            .arg(daysText(line.terms.standard), QString::number(line.terms.least), QString::number(line.terms.most))));
    column->addWidget(
        (new Label(context.appearance, dataClassReason(line.dataClass), TextSize::Caption, Role::Muted))->wrapped());
    column->addWidget(m_told);
    column->addWidget(m_second);
    column->addStretch(1);
    if (line.days != line.recorded) {
        m_banner->showText(Role::Alarm,
            tr("Decided were %1; somebody changed that around the program, and nothing is deleted until the days are "
               "chosen again.")
                .arg(daysText(line.recorded)));
    }
    connect(m_days, &QSpinBox::valueChanged, this, &RetentionForm::daysChanged);
    daysChanged();
}

QString RetentionForm::title() const
{
    return dataClassText(m_line.dataClass);
}

bool RetentionForm::isDirty() const
{
    return m_days->value() != m_line.days || m_second->hasInput();
}

void RetentionForm::daysChanged()
{
    const int days = m_days->value();
    m_second->setVisible(privacy::needsSecondPerson(m_line.dataClass, m_line.recorded, days));
    const bool isShorter = days < m_line.days;
    const bool isUntold = m_line.terms.told && days > *m_line.terms.told;
    m_told->setVisible(isShorter || isUntold);
    m_told->setText(isUntold ? tr("The notice of consent tells people %1: have a new notice signed first.")
                                   .arg(daysText(*m_line.terms.told))
                             : tr("What is older than that is deleted with the next run, and cannot be brought back."));
}

void RetentionForm::save()
{
    if (m_isSaving)
        return;
    m_banner->clear();
    setSaving(true);
    if (!privacy::needsSecondPerson(m_line.dataClass, m_line.recorded, m_days->value()))
        return store(nullptr);
    m_second->ask(
        privacy::lengthenProposal(m_line.dataClass, m_days->value()).object,
        [this](const std::shared_ptr<security::Approval>& approval) { store(approval); }, [this] { setSaving(false); });
}

void RetentionForm::store(const std::shared_ptr<security::Approval>& approval)
{
    m_context.site.writer().request(
        [approval, dataClass = m_line.dataClass, days = m_days->value(), actor = m_context.session.actor(),
            &clock = m_context.clock](store::Database& database) {
            privacy::RetentionBook book(database, clock);
            return approval ? book.changeTogether(actor, dataClass, days, std::move(*approval))
                            : book.change(actor, dataClass, days);
        },
        this,
        [this](const Result<void>& outcome) {
            setSaving(false);
            if (outcome)
                Q_EMIT saved(int(m_line.dataClass) + 1);
            else
                m_banner->showError(outcome.error());
        });
}

void RetentionForm::setSaving(bool isSaving)
{
    m_isSaving = isSaving;
    Q_EMIT stateChanged();
}

} // namespace gatehouse::ui
