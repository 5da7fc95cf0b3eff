#include "ui/people/EnrolForm.h"

#include "core/enrolment/Enrolment.h"
#include "ui/people/CaptureStep.h"
#include "ui/people/ConsentStep.h"
#include "ui/words/ErrorText.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

EnrolForm::EnrolForm(
    const SiteContext& context, FaceStudio& studio, const PersonRecord& record, Consents consents, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_person(record.person)
    , m_hasFaceConsent(record.hasFaceConsent())
    , m_capture(new CaptureStep(context, studio, record.person.id, static_cast<int>(record.pictures.size())))
    , m_failure((new Label(context.appearance, {}, TextSize::Body, Role::Deny))->wrapped())
{
    const Theme& theme = context.appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Small));
    const auto heading = [&](const QString& text) {
        auto* label = new Label(context.appearance, text);
        label->setWeight(QFont::DemiBold);
        column->addWidget(label);
    };
    if (!m_hasFaceConsent || consents == Consents::Further) {
        m_consent = new ConsentStep(context, record.person, record.openPurposes());
        heading(tr("1  Consent"));
        column->addWidget(m_consent);
        column->addWidget(new Separator);
        heading(tr("2  Pictures"));
        connect(m_consent, &ConsentStep::changed, this, &PanelForm::stateChanged);
    }
    column->addWidget(m_capture);
    column->addWidget(m_failure);
    column->addStretch(1);
    m_failure->hide();
    // Not even a sample is made of somebody who has not agreed.
    m_capture->setEnabled(m_hasFaceConsent);
    connect(m_capture, &CaptureStep::changed, this, &PanelForm::stateChanged);
    if (m_consent)
        connect(m_consent, &ConsentStep::changed, this,
            [this] { m_capture->setEnabled(m_hasFaceConsent || (m_consent->isGiven() && m_consent->coversFaces())); });
}

QString EnrolForm::title() const
{
    return tr("Enrol %1").arg(m_person.name);
}

QString EnrolForm::saveWord() const
{
    const auto count = m_capture->samples().size();
    if (count == 0 && m_consent)
        return tr("Record consent only");
    return count == 0 ? tr("Enrol") : tr("Enrol with %n picture(s)", nullptr, int(count));
}

bool EnrolForm::canSave() const
{
    const bool isConsentGiven = m_consent && m_consent->isGiven();
    const bool hasSamples = !m_capture->samples().isEmpty();
    return !m_isSaving && (isConsentGiven || (m_hasFaceConsent && hasSamples));
}

bool EnrolForm::isDirty() const
{
    return !m_capture->samples().isEmpty() || (m_consent && m_consent->isGiven());
}

void EnrolForm::save()
{
    if (!canSave())
        return;
    m_isSaving = true;
    m_failure->hide();
    Q_EMIT stateChanged();
    const QList<people::Consent> consents =
        m_consent && m_consent->isGiven() ? m_consent->consents() : QList<people::Consent>();
    m_context.site.writer().request(
        [actor = m_context.session.actor(), &clock = m_context.clock, person = m_person.id, consents,
            samples = m_capture->samples()](store::Database& database) {
            return enrolment::enrolFaces(database, clock, actor, person, consents, samples);
        },
        this,
        [this](const Result<QList<TemplateId>>& outcome) {
            m_isSaving = false;
            Q_EMIT stateChanged();
            if (outcome) {
                Q_EMIT saved(m_person.id.value());
                return;
            }
            m_failure->setText(errorText(outcome.error()));
            m_failure->show();
        });
}

} // namespace gatehouse::ui
