#include "ui/privacy/RequestDetail.h"

#include "ui/documents/PrivacyWords.h"

namespace gatehouse::ui {

RequestDetail::RequestDetail(const SiteContext& context, const privacy::SubjectRequest& request, QWidget* parent)
    : FactColumn(context, parent)
{
    auto* name = new Label(
        context.appearance, request.subjectName.isEmpty() ? tr("erased") : request.subjectName, TextSize::Title);
    name->setObjectName(QStringLiteral("requestSubject"));
    column()->addWidget(name->wrapped());
    addFact(tr("What they ask for"), requestKindText(request.kind));
    addFact(tr("Received"), context.time.date(request.receivedAt));
    addFact(tr("Due"), context.time.date(request.dueAt));
    addFact(tr("State"), requestStateText(request.state));
    if (request.rectifiedAt)
        addFact(tr("Corrected"), context.time.dateTime(*request.rectifiedAt));
    if (request.closedAt)
        addFact(tr("Closed"), context.time.dateTime(*request.closedAt));
    addFact(tr("Note"), request.note);
    if (request.isOverdue(context.clock.now()))
        addText(tr("Overdue: answer now, and say why it took longer."), Role::Alarm);
    else if (request.state == privacy::RequestState::Open)
        addText(requestKindHelp(request.kind), Role::Muted);
    close();
}

} // namespace gatehouse::ui
