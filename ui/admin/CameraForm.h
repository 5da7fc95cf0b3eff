#pragma once

#include "core/lane/LaneRegistry.h"
#include "core/video/AttachedCameras.h"
#include "ui/admin/PreviewFeed.h"
#include "ui/common/RecordForm.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace gatehouse::ui {

class RegionPicker;

// Adds a camera (whose id is invalid) or changes one, and shows its picture before it is saved. An address with a
// password is never shown again: the field stays empty, and empty keeps what is stored.
class CameraForm : public RecordForm
{
    Q_OBJECT

public:
    CameraForm(const SiteContext& context, const lane::Camera& camera, QWidget* parent = nullptr);
    void save() override;

protected:
    void readAgain() override;

private:
    [[nodiscard]] video::CameraKind kind() const;
    [[nodiscard]] video::CameraAddress typedAddress() const;
    void kindChosen();
    void listDevices();
    void choosePath();
    void test();
    void showState();

    const lane::Camera m_camera;
    QLineEdit* m_name;
    QComboBox* m_place;
    QComboBox* m_kind;
    QLineEdit* m_address;
    QComboBox* m_device;
    Button* m_choose;
    FormField* m_addressField;
    FormField* m_deviceField;
    QCheckBox* m_enabled;
    Button* m_test;
    RegionPicker* m_preview;
    Label* m_previewState;
    PreviewFeed m_feed;
    video::AttachedCameras m_attached;
};

} // namespace gatehouse::ui
