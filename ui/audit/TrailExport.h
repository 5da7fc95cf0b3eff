#pragma once

#include "core/audit/Checkpoint.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <atomic>
#include <memory>

class QProgressBar;

namespace gatehouse::ui {

class Banner;

// Writes the whole trail, signed, to a file of the person's choice, in the background, with progress and a way to stop;
// says at the end what it holds and how it is checked elsewhere. Not there for who may not export. The banner is the
// page's.
class TrailExport : public QWidget
{
    Q_OBJECT

public:
    TrailExport(const SiteContext& context, Banner& banner, QWidget* parent = nullptr);
    ~TrailExport() override;

    void cancel();

Q_SIGNALS:
    void finished();

private:
    void chooseFile();
    void start(const QString& file);
    void take(const Result<audit::Checkpoint>& outcome);
    void showRunning(bool isRunning);

    const SiteContext& m_context;
    Banner& m_banner;
    Button* m_start;
    Button* m_cancel;
    QProgressBar* m_bar;
    std::shared_ptr<std::atomic_bool> m_isStopped; // shared with the work, which may outlive this
};

} // namespace gatehouse::ui
