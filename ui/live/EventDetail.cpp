#include "ui/live/EventDetail.h"

#include "core/lane/EventLog.h"
#include "ui/common/StateTone.h"
#include "ui/live/CardText.h"
#include "ui/live/CropView.h"
#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

EventDetail::EventDetail(const SiteContext& context, QWidget* parent)
    : SidePanel(context.appearance, parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("eventDetail"));
}

void EventDetail::forget()
{
    ++m_generation;
    setTitle({});
    setBody(new QWidget);
    if (isVisible())
        close();
}

void EventDetail::show(const lane::LaneEvent& event, lane::Purpose purpose)
{
    const int asked = ++m_generation;
    if (!event.id.isValid()) { // the record failed: whoever is at the gate still has to be answered
        fill(event, purpose);
        return;
    }
    const auto note = [&site = m_context.site, actor = m_context.session.actor(), id = event.id](store::Database&) {
        return site.noteReading(
            actor, { QStringLiteral("event.view"), { QStringLiteral("event"), id.value() }, 1, {} });
    };
    m_context.site.reader().request(note, this, [this, asked, event, purpose](const Result<void>& noted) {
        if (asked != m_generation)
            return;
        if (noted)
            fill(event, purpose);
        else
            refuse(noted.error());
    });
}

void EventDetail::refuse(const Error& error)
{
    setTitle(tr("Event"));
    setBody((new Label(m_context.appearance, errorText(error), TextSize::Body, Role::Deny))->wrapped());
    QWidget::show();
    Q_EMIT shown();
}

void EventDetail::fill(const lane::LaneEvent& event, lane::Purpose purpose)
{
    const Appearance& look = m_context.appearance;
    const Theme& theme = look.theme();
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Tight));
    const auto line = [&](const QString& text, Role tone) {
        if (!text.isEmpty())
            column->addWidget((new Label(look, text, TextSize::Body, tone))->wrapped());
    };

    auto* pictures = new QHBoxLayout;
    const auto picture = [&](bool isThere, const QString& caption, QSize size, const QImage& image) -> CropView* {
        if (!isThere)
            return nullptr;
        auto* view = new CropView(look, caption, size);
        view->setPicture(image);
        pictures->addWidget(view);
        return view;
    };
    CropView* crop = picture(!event.crop.isNull() || event.cropId.isValid(), tr("seen"), { 132, 88 }, event.crop);
    picture(!event.enrolled.isNull(), tr("on file"), { 88, 88 }, event.enrolled);
    CropView* frame = picture(event.frameId.isValid(), tr("whole picture"), { 156, 88 }, {});
    if (event.cropId.isValid() || event.frameId.isValid()) {
        m_context.site.writer().request(
            [id = event.id, actor = m_context.session.actor(), &clock = m_context.clock](
                store::Database& database) { return lane::EventLog(database, clock).look(actor, id); },
            body,
            [crop, frame](const Result<lane::EventPictures>& looked) {
                const auto show = [](CropView* view, const std::optional<QImage>& image) {
                    if (view && image)
                        view->setPicture(*image);
                    else if (view)
                        view->setCaption(tr("removed after its time"));
                };
                if (looked) {
                    show(crop, looked->crop);
                    show(frame, looked->frame);
                }
            });
    }
    pictures->addStretch(1);
    column->addLayout(pictures);

    line(QStringLiteral("%1 · %2").arg(m_context.time.dateTime(event.at), event.laneName), Role::Muted);
    line(verdictText(event.decision.verdict) + QStringLiteral(": ") + decisionText(event),
        verdictRole(event.decision.verdict));
    line(event.vehicleDescription, Role::Text);
    line(personKindText(event.personKind), Role::Text);
    line(sureText(event), Role::Muted);
    if (!event.runnerUp.isEmpty())
        line(tr("second best: %1").arg(event.runnerUp), Role::Muted);
    for (const vision::Finding& finding : event.findings) {
        if (finding.obstacle != vision::Obstacle::BelowThreshold) // said above
            line(QStringLiteral("· ") + findingText(finding, purpose), Role::Muted);
    }
    column->addStretch(1);

    setTitle(subjectText(event));
    setBody(body);
    QWidget::show();
    Q_EMIT shown();
}

} // namespace gatehouse::ui
