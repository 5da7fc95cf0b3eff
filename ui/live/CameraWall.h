#pragma once

#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"
#include "ui/live/CameraTile.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHash>
#include <QSet>
#include <QTimer>

namespace gatehouse::ui {

class WallArea;

// The cameras side by side: up to 1, 4 or 9 at a time, the rest by paging; a double click (or Enter) makes one large
// and back. Pictures are converted and scaled off the GUI thread, at most one a camera at a time: what arrives
// meanwhile is the next one's business, never a queue. While hidden nothing is converted.
class CameraWall : public QWidget
{
    Q_OBJECT

public:
    explicit CameraWall(const SiteContext& context, QWidget* parent = nullptr);

    void setCameras(const QList<lane::Camera>& cameras);
    [[nodiscard]] QList<CameraTile*> tiles() const { return m_tiles; }
    // One more button behind those of the wall, which owns it then.
    void addTool(QWidget* tool) { m_head->addWidget(tool); }

private:
    void setTileCount(int count);
    void toggleSingle(CameraId camera);
    void arrange();
    void onFrame(CameraId camera);
    void convert(CameraTile* tile);
    void refreshStates();
    [[nodiscard]] CameraTile* tileOf(CameraId camera) const;

    const SiteContext& m_context;
    QList<lane::Camera> m_cameras;
    QList<CameraTile*> m_tiles;
    QHBoxLayout* m_head;
    WallArea* m_area;
    QButtonGroup m_counts;
    Button* m_previous;
    Button* m_next;
    Label* m_noCamera;
    Label* m_range;
    QTimer m_states;
    QSet<CameraId> m_converting;
    QSet<CameraId> m_newer; // a frame came while one was converted
    int m_count = 4;
    int m_first = 0;
    int m_countBefore = 4;
};

} // namespace gatehouse::ui
