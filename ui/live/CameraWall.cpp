#include "ui/live/CameraWall.h"

#include "ui/common/Background.h"
#include "ui/live/WallArea.h"

#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int StateRefreshMilliseconds = 500;
constexpr QSize SmallestTile(120, 68); // at 100 %

} // namespace

CameraWall::CameraWall(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_head(new QHBoxLayout)
    , m_area(new WallArea(context.appearance.theme().px(Gap::Tight)))
    , m_previous(new Button(context.appearance, ButtonLook::Quiet, Icon::ChevronLeft, {}))
    , m_next(new Button(context.appearance, ButtonLook::Quiet, Icon::ChevronRight, {}))
    , m_noCamera((new Label(context.appearance, tr("No camera is running."), TextSize::Body, Role::Muted))->wrapped())
    , m_range(new Label(context.appearance, {}, TextSize::Caption, Role::Muted))
{
    const Appearance& look = context.appearance;
    const Theme& theme = look.theme();
    m_head->setSpacing(theme.px(Gap::Tight));
    m_head->addStretch(1);
    m_head->addWidget(m_range);
    m_previous->setIconOnly(tr("Earlier cameras"));
    m_next->setIconOnly(tr("Further cameras"));
    m_head->addWidget(m_previous);
    m_head->addWidget(m_next);
    const auto choice = [&](int count, Icon icon, const QString& words) {
        auto* button = new Button(look, ButtonLook::Quiet, icon, {});
        button->setIconOnly(words);
        button->setCheckable(true);
        m_counts.addButton(button, count);
        m_head->addWidget(button);
    };
    choice(1, Icon::Single, tr("One camera"));
    choice(4, Icon::Grid4, tr("Four cameras"));
    choice(9, Icon::Grid9, tr("Nine cameras"));

    m_noCamera->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Tight));
    column->addLayout(m_head);
    m_area->setMinimumSize(theme.px(SmallestTile.width()) * 2, theme.px(SmallestTile.height()) * 2);
    column->addWidget(m_area, 1);
    column->addWidget(m_noCamera, 1);

    connect(&m_counts, &QButtonGroup::idClicked, this, [this](int count) {
        m_context.settings.setWallTiles(count);
        setTileCount(count);
    });
    connect(m_previous, &QPushButton::clicked, this, [this] {
        m_first = std::max(0, m_first - m_count);
        arrange();
    });
    connect(m_next, &QPushButton::clicked, this, [this] {
        m_first += m_count;
        arrange();
    });
    connect(&context.lanes, &lane::LaneRuntime::frameArrived, this, &CameraWall::onFrame);
    connect(&context.lanes, &lane::LaneRuntime::overlaysChanged, this, [this](CameraId camera) {
        if (CameraTile* tile = tileOf(camera))
            tile->setOverlays(m_context.lanes.overlays(camera));
    });
    connect(&context.lanes, &lane::LaneRuntime::cameraStateChanged, this,
        [this](CameraId camera, const video::CameraState& state) {
            if (CameraTile* tile = tileOf(camera))
                tile->setState(state);
        });
    connect(&m_states, &QTimer::timeout, this, &CameraWall::refreshStates);
    m_states.start(StateRefreshMilliseconds);
    setTileCount(context.settings.wallTiles());
}

void CameraWall::setCameras(const QList<lane::Camera>& cameras)
{
    m_cameras.clear();
    std::copy_if(cameras.begin(), cameras.end(), std::back_inserter(m_cameras),
        [](const lane::Camera& camera) { return camera.isEnabled; });
    m_first = 0;
    arrange();
}

void CameraWall::setTileCount(int count)
{
    m_count = count;
    m_counts.button(count)->setChecked(true);
    m_first = m_first / count * count;
    arrange();
}

void CameraWall::toggleSingle(CameraId camera)
{
    if (m_count == 1 && m_countBefore > 1) {
        setTileCount(m_countBefore);
        return;
    }
    m_countBefore = m_count;
    const auto at = std::find_if(
        m_cameras.begin(), m_cameras.end(), [camera](const lane::Camera& each) { return each.id == camera; });
    if (at == m_cameras.end())
        return;
    m_first = int(at - m_cameras.begin());
    setTileCount(1);
}

void CameraWall::arrange()
{
    const int known = int(m_cameras.size());
    if (m_first >= known)
        m_first = 0;
    const int shown = std::clamp(known - m_first, 0, m_count);
    QList<CameraTile*> left;
    while (m_tiles.size() > shown)
        left.append(m_tiles.takeLast());
    while (m_tiles.size() < shown) {
        auto* tile = new CameraTile(m_context.appearance);
        connect(tile, &CameraTile::opened, this, &CameraWall::toggleSingle);
        m_tiles.append(tile);
    }
    m_area->setTiles({ m_tiles.begin(), m_tiles.end() });
    for (CameraTile* tile : std::as_const(left)) {
        tile->hide();
        tile->deleteLater(); // it may be the one that was clicked
    }
    for (int at = 0; at < shown; ++at) {
        const lane::Camera& camera = m_cameras[m_first + at];
        m_tiles[at]->setCamera(camera.id, camera.name);
        convert(m_tiles[at]);
    }
    m_area->setVisible(shown > 0);
    m_noCamera->setVisible(shown == 0);
    const bool hasMore = known > m_count;
    m_previous->setVisible(hasMore);
    m_next->setVisible(hasMore);
    m_previous->setEnabled(m_first > 0);
    m_next->setEnabled(m_first + m_count < known);
    m_range->setText(hasMore ? tr("%1–%2 of %3").arg(m_first + 1).arg(m_first + shown).arg(known) : QString());
    refreshStates();
}

void CameraWall::onFrame(CameraId camera)
{
    if (CameraTile* tile = tileOf(camera))
        convert(tile);
}

void CameraWall::convert(CameraTile* tile)
{
    const CameraId camera = tile->camera();
    if (!isVisible())
        return;
    if (m_converting.contains(camera)) {
        m_newer.insert(camera);
        return;
    }
    const video::Frame frame = m_context.lanes.latestFrame(camera);
    if (frame.isNull())
        return;
    m_converting.insert(camera);
    runInBackground(
        this, [frame, bound = tile->wantedPicture()] { return frame.toScreenImage(bound); },
        [this, camera](const QImage& picture) {
            m_converting.remove(camera);
            CameraTile* shown = tileOf(camera);
            if (!shown)
                return;
            shown->setPicture(picture);
            if (m_newer.remove(camera))
                convert(shown);
        });
}

void CameraWall::refreshStates()
{
    for (CameraTile* tile : std::as_const(m_tiles))
        tile->setState(m_context.lanes.cameraState(tile->camera()));
}

CameraTile* CameraWall::tileOf(CameraId camera) const
{
    const auto found = std::find_if(
        m_tiles.begin(), m_tiles.end(), [camera](const CameraTile* tile) { return tile->camera() == camera; });
    return found == m_tiles.end() ? nullptr : *found;
}

} // namespace gatehouse::ui
