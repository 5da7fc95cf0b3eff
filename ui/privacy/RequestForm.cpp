#include "ui/privacy/RequestForm.h"

#include "core/privacy/SubjectRequests.h"
#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/documents/PrivacyWords.h"
#include "ui/privacy/SubjectPicker.h"

#include <QComboBox>
#include <QDateEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

RequestForm::RequestForm(const SiteContext& context, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_banner(new Banner(context.appearance))
    , m_subject(new SubjectPicker(context))
    , m_subjectField(new FormField(context.appearance, tr("Whom it is about"), m_subject,
          tr("Make sure that it is them who ask: look at a document, or call back.")))
    , m_kind(new QComboBox)
    , m_received(new QDateEdit)
    , m_note(new QPlainTextEdit)
{
    const Theme& theme = context.appearance.theme();
    m_kind->setObjectName(QStringLiteral("requestKind"));
    for (const privacy::RequestKind kind : privacy::AllRequestKinds)
        m_kind->addItem(requestKindText(kind), int(kind));
    const QDate today = context.time.local(context.clock.now()).date();
    m_received->setObjectName(QStringLiteral("requestReceived"));
    m_received->setCalendarPopup(true);
    m_received->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_received->setDate(today);
    m_received->setMaximumDate(today);
    m_note->setObjectName(QStringLiteral("requestNote"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(theme.px(96));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Medium));
    column->addWidget(m_banner);
    column->addWidget(m_subjectField);
    column->addWidget(new FormField(context.appearance, tr("What they ask for"), m_kind));
    column->addWidget(new FormField(context.appearance, tr("Received on"), m_received,
        tr("It is due a month later, and never more than 30 days.")));
    column->addWidget(new FormField(context.appearance, tr("Note"), m_note,
        tr("How it came and who spoke for them. It goes when they are erased.")));
    column->addStretch(1);
    connect(m_subject, &SubjectPicker::changed, this, [this] { m_subjectField->setError({}); });
}

bool RequestForm::isDirty() const
{
    return m_subject->hasInput() || !m_note->toPlainText().isEmpty();
}

void RequestForm::save()
{
    if (m_isSaving)
        return;
    m_banner->clear();
    if (!m_subject->subject()) {
        m_subjectField->setError(tr("Choose somebody from the list below the line."));
        m_subject->setFocus(Qt::OtherFocusReason);
        return;
    }
    privacy::SubjectRequest draft;
    draft.subject = *m_subject->subject();
    draft.kind = privacy::RequestKind(m_kind->currentData().toInt());
    const UtcTime now = m_context.clock.now();
    const QDate day = m_received->date();
    draft.receivedAt = day == m_context.time.local(now).date() ? now : m_context.time.fromLocal(day, QTime(12, 0));
    draft.note = m_note->toPlainText();
    m_isSaving = true;
    m_context.site.writer().request(
        [draft, actor = m_context.session.actor(), &clock = m_context.clock](
            store::Database& database) { return privacy::SubjectRequests(database, clock).add(actor, draft); },
        this,
        [this](const Result<privacy::RequestId>& added) {
            m_isSaving = false;
            if (added)
                Q_EMIT saved(added->value());
            else
                m_banner->showError(added.error());
        });
}

} // namespace gatehouse::ui
