#include "ui/live/EventFeed.h"

#include "core/lane/EventLog.h"
#include "ui/live/FeedDelegate.h"
#include "ui/live/FeedModel.h"
#include "ui/words/ErrorText.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int MostChips = 5;
constexpr int NarrowChips = 3; // in a row, where five have no room
constexpr int FewestChips = 2;

} // namespace

EventFeed::EventFeed(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new FeedModel([this](EvidenceId id) { fetchCrop(id); }, this))
    , m_delegate(new FeedDelegate(context, this))
    , m_list(new QListView)
    , m_stack(new QStackedWidget)
    , m_empty((new Label(context.appearance, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_text(new QLineEdit)
    , m_chips(new QGridLayout)
    , m_head(new QBoxLayout(QBoxLayout::LeftToRight))
{
    const Appearance& look = context.appearance;
    const Theme& theme = look.theme();
    m_chips->setSpacing(theme.px(Gap::Tight));
    m_chips->setColumnStretch(MostChips, 1);
    const auto chip = [&](FeedFilter::Kind kind, const QString& word, const QString& name) {
        auto* button = new Button(look, ButtonLook::Chip, word);
        button->setObjectName(name);
        m_kinds.addButton(button, int(kind));
    };
    chip(FeedFilter::Kind::All, tr("All"), QStringLiteral("feedAll"));
    chip(FeedFilter::Kind::Asks, tr("Asks"), QStringLiteral("feedAsks"));
    chip(FeedFilter::Kind::Refused, tr("Refused"), QStringLiteral("feedRefused"));
    chip(FeedFilter::Kind::People, tr("People"), QStringLiteral("feedPeople"));
    chip(FeedFilter::Kind::Cars, tr("Cars"), QStringLiteral("feedCars"));
    m_kinds.button(int(FeedFilter::Kind::All))->setChecked(true);
    placeChips(MostChips);
    m_text->setObjectName(QStringLiteral("feedText"));
    m_text->setPlaceholderText(tr("Plate, name or lane"));
    m_text->setAccessibleName(tr("Filter the events"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(look.icon(Icon::Search, Role::Muted), QLineEdit::LeadingPosition);
    m_head->setSpacing(theme.px(Gap::Tight));
    m_head->addLayout(m_chips, 1);
    m_head->addWidget(m_text, 1);
    m_text->setMinimumWidth(m_text->fontMetrics().horizontalAdvance(m_text->placeholderText()) + theme.px(80));

    m_list->setObjectName(QStringLiteral("feedList"));
    m_list->setAccessibleName(tr("Events"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_empty->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Small));
    column->addLayout(m_head);
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
    m_empty->setText(state.feed.isEmpty() ? emptyText(state) : tr("Nothing passes this filter."));
    m_stack->setCurrentWidget(shown.isEmpty() ? static_cast<QWidget*>(m_empty) : m_list);
}

QString EventFeed::emptyText(const LiveState& state) const
{
    if (state.pastFailure)
        return errorText(*state.pastFailure);
    return state.past == LiveState::Past::Read
        ? tr("Nothing has happened yet. Cars and people the lanes see appear here.")
        : QString();
}

void EventFeed::forgetPast()
{
    ++m_generation;
    m_model->forget();
}

void EventFeed::forgetFilter()
{
    m_kinds.button(int(FeedFilter::Kind::All))->setChecked(true);
    m_text->clear();
    emitFilter();
}

void EventFeed::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Beside an open detail the line goes below the chips, and they into two rows.
    m_head->setDirection(
        chipsWidth() + m_text->minimumWidth() > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const int breadth = widestChip() + m_context.appearance.theme().px(Gap::Tight);
    placeChips(chipsWidth() <= width() ? MostChips : breadth * NarrowChips <= width() ? NarrowChips : FewestChips);
}

void EventFeed::placeChips(int inRow)
{
    int place = 0;
    for (QAbstractButton* chip : m_kinds.buttons()) {
        m_chips->addWidget(chip, place / inRow, place % inRow);
        ++place;
    }
}

QSize EventFeed::minimumSizeHint() const
{
    return { widestChip() * FewestChips, QWidget::minimumSizeHint().height() };
}

int EventFeed::widestChip() const
{
    int width = 0;
    for (const QAbstractButton* chip : m_kinds.buttons())
        width = std::max(width, chip->sizeHint().width());
    return width;
}

int EventFeed::chipsWidth() const
{
    int width = 0;
    for (const QAbstractButton* chip : m_kinds.buttons())
        width += chip->sizeHint().width() + m_context.appearance.theme().px(Gap::Tight);
    return width;
}

int EventFeed::shownCount() const
{
    return m_model->rowCount();
}

void EventFeed::fetchCrop(EvidenceId id)
{
    m_context.site.reader().request(
        [id, actor = m_context.session.actor(), &clock = m_context.clock,
            bound = m_delegate->cropSize() * devicePixelRatioF()](
            store::Database& database) { return lane::EventLog(database, clock).thumbnail(actor, id, bound); },
        this,
        [this, id, asked = m_generation](const Result<QImage>& picture) {
            if (picture && asked == m_generation)
                m_model->setCrop(id, *picture);
        });
}

void EventFeed::emitFilter()
{
    Q_EMIT filterChanged({ static_cast<FeedFilter::Kind>(m_kinds.checkedId()), m_text->text() });
}

} // namespace gatehouse::ui
