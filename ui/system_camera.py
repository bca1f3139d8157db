"""A camera as QtMultimedia reaches it."""

from PySide6.QtMultimedia import QCamera, QCameraDevice, QMediaCaptureSession, QVideoFrame, QVideoSink

from ui.camera_source import CameraSource


class SystemCamera(CameraSource):
    """Sees with the most pixels the device offers."""

    def __init__(self, device: QCameraDevice) -> None:
        super().__init__()
        self.name = device.description()
        self._camera = QCamera(device, self)
        formats = device.videoFormats()
        if formats:
            self._camera.setCameraFormat(
                max(formats, key=lambda one: one.resolution().width() * one.resolution().height())
            )
        self._sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._see)
        self._camera.errorOccurred.connect(lambda _error, words: self.failed.emit(words))

    def start(self) -> None:
        """Begin to see."""
        self._camera.start()

    def stop(self) -> None:
        """Let the camera go."""
        self._camera.stop()

    def _see(self, frame: QVideoFrame) -> None:
        self.seen.emit(frame.toImage())
