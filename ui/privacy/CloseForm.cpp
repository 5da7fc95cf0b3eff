#include "ui/privacy/CloseForm.h"

#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/documents/PrivacyWords.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

CloseForm::CloseForm(const SiteContext& context, const privacy::SubjectRequest& request, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_request(request)
    , m_banner(new Banner(context.appearance))
    , m_outcome(new QComboBox)
    , m_note(new QPlainTextEdit(request.note))
    , m_noteField(new FormField(context.appearance, tr("Note"), m_note,
          tr("What was done and when it was told; with a refusal its reasons and how to complain.")))
{
    const Theme& theme = context.appearance.theme();
    m_outcome->setObjectName(QStringLiteral("requestOutcome"));
    for (const auto state : { privacy::RequestState::Done, privacy::RequestState::Refused })
        m_outcome->addItem(requestStateText(state), int(state));
    m_note->setObjectName(QStringLiteral("closeNote"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(theme.px(120));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Medium));
    column->addWidget(m_banner);
    column->addWidget(new FormField(context.appearance, tr("How it ended"), m_outcome));
    column->addWidget(m_noteField);
    column->addStretch(1);
}

QString CloseForm::title() const
{
    return tr("Close request %1").arg(m_request.id.value());
}

bool CloseForm::isDirty() const
{
    return m_note->toPlainText() != m_request.note;
}

void CloseForm::save()
{
    if (m_isSaving)
        return;
    const auto outcome = privacy::RequestState(m_outcome->currentData().toInt());
    privacy::SubjectRequest request = m_request;
    request.note = m_note->toPlainText();
    if (outcome == privacy::RequestState::Refused && request.note.trimmed().isEmpty()) {
        m_noteField->setError(tr("Write down why it is refused: they must be told."));
        m_note->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_isSaving = true;
    m_context.site.writer().request(
        [request, outcome, actor = m_context.session.actor(), &clock = m_context.clock](store::Database& database) {
            return privacy::SubjectRequests(database, clock).close(actor, request, outcome);
        },
        this,
        [this](const Result<void>& closed) {
            m_isSaving = false;
            if (closed)
                Q_EMIT saved(m_request.id.value());
            else
                m_banner->showError(closed.error());
        });
}

} // namespace gatehouse::ui
