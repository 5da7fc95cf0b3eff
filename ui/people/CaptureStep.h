#pragma once

#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"
#include "ui/people/FaceStudio.h"

#include <QTimer>

class QComboBox;
class QHBoxLayout;

namespace gatehouse::ui {

class FaceView;

// Collects the pictures a person is enrolled with: from files, or from a camera of the site whose live picture is
// judged while the person stands there. Each picture is explained: what is good, what to do better, whom it looks like.
class CaptureStep : public QWidget
{
    Q_OBJECT

public:
    // `present` templates the person has already.
    CaptureStep(
        const SiteContext& context, FaceStudio& studio, PersonId person, int present, QWidget* parent = nullptr);

    [[nodiscard]] const QList<enrolment::FaceSample>& samples() const { return m_samples; }

Q_SIGNALS:
    void changed();

private:
    void chooseFile();
    void cameraChosen();
    void showLive();
    void glanceLive();
    void takeLive();
    void taken(const Result<StudioLook>& look, const QImage& picture);
    void explain(const enrolment::FaceAttempt& attempt, const QString& alikeName, bool isLive);
    void showSamples();
    void setBusy(bool isBusy);
    [[nodiscard]] CameraId camera() const;

    const SiteContext& m_context;
    const PersonId m_person;
    const int m_present;
    QList<enrolment::FaceSample> m_samples;
    FaceStudio& m_studio;
    QComboBox* m_cameras;
    Button* m_file;
    Button* m_take;
    FaceView* m_view;
    QLabel* m_icon;
    Label* m_words;
    QHBoxLayout* m_strip;
    QTimer m_liveTimer;
    QTimer m_glanceTimer;
    bool m_isFrozen = false; // a picture just taken stays until the camera is asked again
};

} // namespace gatehouse::ui
