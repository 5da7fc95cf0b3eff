#include "ui/live/EventFeed.h"

#include "core/lane/EventLog.h"
#include "ui/live/FeedDelegate.h"
#include "ui/live/FeedModel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

EventFeed::EventFeed(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new FeedModel([this](EvidenceId id) { fetchCrop(id); }, this))
    , m_list(new QListView)
    , m_stack(new QStackedWidget)
    , m_empty((new Label(context.appearance, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_text(new QLineEdit)
{
    const Appearance& look = context.appearance;
    const Theme& theme = look.theme();
    auto* head = new QHBoxLayout;
    head->setSpacing(theme.px(Gap::Tight));
    const auto chip = [&](FeedFilter::Kind kind, const QString& word, const QString& name) {
        auto* button = new Button(look, ButtonLook::Chip, word);
        button->setObjectName(name);
        m_kinds.addButton(button, int(kind));
        head->addWidget(button);
    };
    chip(FeedFilter::Kind::All, tr("All"), QStringLiteral("feedAll"));
    chip(FeedFilter::Kind::Asks, tr("Asks"), QStringLiteral("feedAsks"));
    chip(FeedFilter::Kind::Refused, tr("Refused"), QStringLiteral("feedRefused"));
    chip(FeedFilter::Kind::People, tr("People"), QStringLiteral("feedPeople"));
    chip(FeedFilter::Kind::Cars, tr("Cars"), QStringLiteral("feedCars"));
    m_kinds.button(int(FeedFilter::Kind::All))->setChecked(true);
    m_text->setObjectName(QStringLiteral("feedText"));
    m_text->setPlaceholderText(tr("Plate, name or lane"));
    m_text->setAccessibleName(tr("Filter the events"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(look.icon(Icon::Search, Role::Muted), QLineEdit::LeadingPosition);
    head->addStretch(1);
    head->addWidget(m_text, 1);

    m_list->setObjectName(QStringLiteral("feedList"));
    m_list->setAccessibleName(tr("Events"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new FeedDelegate(context, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_empty->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Small));
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    connect(&m_kinds, &QButtonGroup::idClicked, this, &EventFeed::emitFilter);
    connect(m_text, &QLineEdit::textChanged, this, &EventFeed::emitFilter);
    connect(m_list, &QListView::clicked, this,
        [this](const QModelIndex& index) { Q_EMIT eventOpened(m_model->event(index.row())); });
    connect(m_list, &QListView::activated, this,
        [this](const QModelIndex& index) { Q_EMIT eventOpened(m_model->event(index.row())); });
}

void EventFeed::render(const LiveState& state)
{
    QList<lane::LaneEvent> shown;
    shown.reserve(state.feed.size());
    std::copy_if(state.feed.begin(), state.feed.end(), std::back_inserter(shown),
        [&](const lane::LaneEvent& event) { return passes(state.filter, event); });
    const bool wasAtTop = m_list->verticalScrollBar()->value() == 0;
    m_model->setEvents(shown);
    if (wasAtTop)
        m_list->scrollToTop();
    m_empty->setText(state.feed.isEmpty() ? tr("Nothing has happened yet. Cars and people the lanes see appear here.")
                                          : tr("Nothing passes this filter."));
    m_stack->setCurrentWidget(shown.isEmpty() ? static_cast<QWidget*>(m_empty) : m_list);
}

int EventFeed::shownCount() const
{
    return m_model->rowCount();
}

void EventFeed::fetchCrop(EvidenceId id)
{
    m_context.site.reader().request(
        [id, actor = m_context.session.actor(), &clock = m_context.clock](store::Database& database) {
            return lane::EventLog(database, clock).thumbnail(actor, id, lane::EventLog::LargestThumbnail);
        },
        this,
        [this, id](const Result<QImage>& picture) {
            if (picture)
                m_model->setCrop(id, *picture);
        });
}

void EventFeed::emitFilter()
{
    Q_EMIT filterChanged({ static_cast<FeedFilter::Kind>(m_kinds.checkedId()), m_text->text() });
}

} // namespace gatehouse::ui
